using Likeness.Compute.Cpu;
using Likeness.Modalities.Images.Data;

namespace Likeness.Tests.Models.Images;

/// <summary>Images so small that every model trains on them quickly.</summary>
internal static class TinyImages
{
    /// <summary>Bright squares on black, to the left (class 0) or to the right (class 1), of one or three channels.</summary>
    public static ImageSet Squares(int count, int channels = 1, int side = 16, ulong seed = 1)
    {
        var random = new PhiloxRandom(seed, 1);
        var shape = new ImageShape(channels, side, side);
        var pixels = new byte[count * shape.Length];
        var classes = new int[count];
        for (int i = 0; i < count; i++)
        {
            classes[i] = random.NextInt(2);
            int left = (classes[i] * side / 2) + random.NextInt(side / 4);
            int top = random.NextInt(side / 2);
            byte level = (byte)(128 + random.NextInt(128));
            for (int c = 0; c < channels; c++)
            {
                for (int y = top; y < top + (side / 4); y++)
                {
                    pixels.AsSpan((i * shape.Length) + (((c * side) + y) * side) + left, side / 4).Fill(level);
                }
            }
        }

        return new ImageSet(shape, pixels, [new ImageLabel("class", ["left", "right"], classes)]);
    }
}
