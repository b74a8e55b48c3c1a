/* Writes one JPEG with libjpeg: jpeg_encode OUT WIDTH HEIGHT KIND SAMPLING QUALITY PROGRESSIVE RESTART SEPARATE < pixels
   KIND is grey, ycc, rgb, cmyk or ycck; SAMPLING is the first component's factors, as in 21; used by jpeg.py only. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jpeglib.h>

int main(int count, char **arguments)
{
    if (count != 10) return 2;
    FILE *out = fopen(arguments[1], "wb");
    int width = atoi(arguments[2]), height = atoi(arguments[3]);
    int inks = strcmp(arguments[4], "cmyk") == 0 || strcmp(arguments[4], "ycck") == 0;
    int channels = strcmp(arguments[4], "grey") == 0 ? 1 : inks ? 4 : 3;
    struct jpeg_error_mgr errors;
    struct jpeg_compress_struct encoder;
    encoder.err = jpeg_std_error(&errors);
    jpeg_create_compress(&encoder);
    jpeg_stdio_dest(&encoder, out);
    encoder.image_width = width;
    encoder.image_height = height;
    encoder.input_components = channels;
    encoder.in_color_space = channels == 1 ? JCS_GRAYSCALE : inks ? JCS_CMYK : JCS_RGB;
    jpeg_set_defaults(&encoder);
    if (strcmp(arguments[4], "rgb") == 0) jpeg_set_colorspace(&encoder, JCS_RGB);
    if (strcmp(arguments[4], "ycck") == 0) jpeg_set_colorspace(&encoder, JCS_YCCK);
    encoder.comp_info[0].h_samp_factor = arguments[5][0] - '0';
    encoder.comp_info[0].v_samp_factor = arguments[5][1] - '0';
    jpeg_set_quality(&encoder, atoi(arguments[6]), FALSE);
    encoder.optimize_coding = TRUE;
    if (atoi(arguments[7])) jpeg_simple_progression(&encoder);
    encoder.restart_interval = atoi(arguments[8]);
    jpeg_scan_info scans[3] = {{1, {0}, 0, 63, 0, 0}, {1, {1}, 0, 63, 0, 0}, {1, {2}, 0, 63, 0, 0}};
    if (atoi(arguments[9])) { encoder.scan_info = scans; encoder.num_scans = 3; }
    jpeg_start_compress(&encoder, TRUE);
    unsigned char *row = malloc(width * channels);
    for (int y = 0; y < height; y++) {
        if (fread(row, 1, width * channels, stdin) != (size_t)(width * channels)) return 3;
        jpeg_write_scanlines(&encoder, &row, 1);
    }
    jpeg_finish_compress(&encoder);
    return fclose(out);
}
