using Likeness.Modalities.Images.Data;

namespace Likeness.Modalities.Images.Evaluation;

/// <summary>An image as numbers for a network, moved and turned on the way.</summary>
internal static class ImageRow
{
    private static readonly float[] Values = [.. Enumerable.Range(0, 256).Select(value => (value / 127.5f) - 1)];

    /// <summary>Writes an image's values, from −1 for 0 to 1 for 255.</summary>
    /// <param name="image">[channel][row][column].</param>
    /// <param name="shape">Its sizes.</param>
    /// <param name="row">Takes as many numbers, in the same order.</param>
    /// <param name="down">By how many pixels it is moved down; what comes in at the border repeats it.</param>
    /// <param name="right">By how many pixels it is moved to the right.</param>
    /// <param name="turns">By how many quarters it is turned to the left; an even number where it is not square.</param>
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
