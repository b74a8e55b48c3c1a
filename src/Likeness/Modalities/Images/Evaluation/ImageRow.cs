using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>An image as numbers for a network, shifted and rotated.</summary>
internal static class ImageRow
{
    private static readonly float[] Values = [.. Enumerable.Range(0, 256).Select(value => (value / 127.5f) - 1)];

    /// <summary>Writes an image's values, scaled from 0 … 255 to −1 … 1.</summary>
    /// <param name="image">[channel][row][column].</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="row">Receives the numbers, in the same order.</param>
    /// <param name="down">The downward shift in pixels; the border is repeated.</param>
    /// <param name="right">The shift to the right in pixels.</param>
    /// <param name="turns">The number of quarter turns to the left; even if the image is not square.</param>
    public static void Write(
        ReadOnlySpan<byte> image,
        ImageShape shape,
        Span<float> row,
        int down = 0,
        int right = 0,
        int turns = 0
    )
    {
        int place = 0;
        for (int channel = 0; channel < shape.Channels; channel++)
        {
            var plane = image.Slice(channel * shape.Height * shape.Width, shape.Height * shape.Width);
            for (int i = 0; i < shape.Height; i++)
            {
                for (int j = 0; j < shape.Width; j++)
                {
                    var (from, at) = turns switch
                    {
                        1 => (j, shape.Height - 1 - i),
                        2 => (shape.Height - 1 - i, shape.Width - 1 - j),
                        3 => (shape.Width - 1 - j, i),
                        _ => (i, j),
                    };
                    from = Math.Clamp(from - down, 0, shape.Height - 1);
                    at = Math.Clamp(at - right, 0, shape.Width - 1);
                    row[place++] = Values[plane[(from * shape.Width) + at]];
                }
            }
        }
    }
}
