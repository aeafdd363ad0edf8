package org.crimealliance.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.servlet.HandlerInterceptor;

/** No file reaches a handler that is larger than its address takes. */
final class UploadedFiles implements HandlerInterceptor {

    private final UploadLimits limits;

    UploadedFiles(UploadLimits limits) {
        this.limits = limits;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (request instanceof MultipartRequest upload) {
            long limit = limits.file(request.getRequestURI()).toBytes();
            upload.getMultiFileMap().values().stream()
                    .flatMap(files -> files.stream())
                    .filter(file -> file.getSize() > limit)
                    .findFirst()
                    .ifPresent(file -> {
                        throw new MaxUploadSizeExceededException(limit);
                    });
        }
        return true;
    }
}
