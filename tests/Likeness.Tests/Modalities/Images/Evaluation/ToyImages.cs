using Likeness.Compute.Cpu;
using Likeness.Modalities.Images.Data;

namespace Likeness.Tests.Modalities.Images.Evaluation;

/// <summary>Small images of three classes that a classifier learns in a second: a bright row, column or square on noise.</summary>
internal static class ToyImages
{
    private const int Side = 12;

    public static ImageSet Make(int count, ulong seed, int classes = 3, bool labelled = true)
    {
        var random = new PhiloxRandom(seed, 7);
        var shape = new ImageShape(1, Side, Side);
        var pixels = new byte[count * shape.Length];
        int[] labels = [.. Enumerable.Range(0, count).Select(i => i % classes)];
        for (int i = 0; i < count; i++)
        {
            var image = pixels.AsSpan(i * shape.Length, shape.Length);
            int place = 2 + random.NextInt(Side - 4);
            int other = 2 + random.NextInt(Side - 4);
            for (int at = 0; at < image.Length; at++)
            {
                var (row, column) = Math.DivRem(at, Side);
                bool lit = labels[i] switch
                {
                    0 => row == place,
                    1 => column == place,
                    _ => Math.Abs(row - place) < 2 && Math.Abs(column - other) < 2,
                };
                image[at] = (byte)((lit ? 200 : 30) + random.NextInt(50));
            }
        }

        string[] names = ["row", "column", "square"];
        return new ImageSet(shape, pixels, labelled ? [new ImageLabel("class", names, labels)] : null);
    }
}
