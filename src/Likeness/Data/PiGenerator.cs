using Likeness.Data.Jpeg;
using Likeness.Interop;

namespace Likeness.Data;

/// <summary>
/// The points of the reference implementation, pi_generator: two arrays of pixel positions and the image that colours them.
/// A row is (xs/h, ys/w, picture[xs, ys]/255); x is the pixel's row, so that the image is upright with x downwards.
/// </summary>
public static class PiGenerator
{
    /// <summary>Reads the points.</summary>
    /// <param name="xs">A .npy file: the pixels' rows, [points], integers from 0 at the top.</param>
    /// <param name="ys">A .npy file: the pixels' columns, [points], integers from 0 at the left.</param>
    /// <param name="picture">A JPEG image in colour, h × w.</param>
    /// <returns>Columns x, y, r, g, b in [0, 1], each on its grid.</returns>
    /// <exception cref="LikenessException">
    /// A file cannot be read, the arrays differ in length or are empty, or a position is outside the image.
    /// </exception>
    public static Table Read(string xs, string ys, string picture)
    {
        var image = JpegDecoder.Decode(picture);
        if (image.Channels != 3)
        {
            throw new LikenessException(
                $"{picture}: the picture is grey, and the points need colours (give one in colour)"
            );
        }

        int[] rows = Places(xs, image.Height, "rows");
        int[] columns = Places(ys, image.Width, "columns");
        if (rows.Length != columns.Length)
        {
            throw new LikenessException(
                $"{ys}: {columns.Length} positions do not match the {rows.Length} of {xs} (give two arrays of equal length)"
            );
        }

        var values = new double[rows.Length * 5];
        for (int i = 0; i < rows.Length; i++)
        {
            values[5 * i] = rows[i] / (double)image.Height;
            values[(5 * i) + 1] = columns[i] / (double)image.Width;
            var pixel = image.Pixel(rows[i], columns[i]);
            for (int channel = 0; channel < 3; channel++)
            {
                values[(5 * i) + 2 + channel] = pixel[channel] / 255.0;
            }
        }

        var grid = PicturePoints.Columns(image.Height, image.Width);
        return new Table(grid, values, new Picture(image.Height, image.Width));
    }

    private static int[] Places(string path, int size, string what)
    {
        var array = NpyReader.Read(path);
        if (array.Shape.Count != 1 || array.Values.Length == 0)
        {
            throw new LikenessException(
                $"{path}: the array has the shape ({string.Join(", ", array.Shape)}), and positions need one axis that is not empty "
                    + "(save one whole number for each point)"
            );
        }

        for (int i = 0; i < array.Values.Length; i++)
        {
            double place = array.Values[i];
            if (!(place >= 0 && place < size && Math.Floor(place) == place))
            {
                throw new LikenessException(
                    $"{path}, element {i}: {place} is not a pixel of an image of {size} {what} (give whole numbers from 0 to {size - 1})"
                );
            }
        }

        return Array.ConvertAll(array.Values, place => (int)place);
    }
}
