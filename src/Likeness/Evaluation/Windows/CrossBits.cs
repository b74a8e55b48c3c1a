namespace Likeness.Evaluation.Windows;

/// <summary>
/// Bits per byte that the windows of two samples need under n-gram models of the first sample, of the second, and of both. Models are
/// cross-fitted: windows of even blocks are scored by models that counted the odd blocks, and vice versa, so that no window is
/// scored by a model that counted it, and all models of one sample have the same amount of data.
/// </summary>
internal sealed class CrossBits
{
    private CrossBits(int order, SampleBits real, SampleBits other) => (Order, Real, Other) = (order, real, other);

    /// <summary>n of the n-grams.</summary>
    public int Order { get; }

    /// <summary>Bits of the first sample's windows.</summary>
    public SampleBits Real { get; }

    /// <summary>Bits of the second sample's windows.</summary>
    public SampleBits Other { get; }

    /// <summary>Counts and scores.</summary>
    /// <param name="real">Windows of real bytes.</param>
    /// <param name="realBlocks">The block of each.</param>
    /// <param name="other">Windows of generated or of other real bytes.</param>
    /// <param name="otherBlocks">The block of each.</param>
    /// <param name="order">n.</param>
    public static CrossBits Measure(
        IReadOnlyList<ReadOnlyMemory<byte>> real,
        int[] realBlocks,
        IReadOnlyList<ReadOnlyMemory<byte>> other,
        int[] otherBlocks,
        int order
    )
    {
        var bits = new CrossBits(order, new SampleBits(real.Count, order), new SampleBits(other.Count, order));
        for (int part = 0; part < 2; part++)
        {
            var grams = new DirichletNGrams(order);
            foreach (int i in Part(realBlocks, 1 - part))
            {
                grams.Add(real[i].Span, isOther: false);
            }

            foreach (int i in Part(otherBlocks, 1 - part))
            {
                grams.Add(other[i].Span, isOther: true);
            }

            foreach (int i in Part(realBlocks, part))
            {
                bits.Real.Score(grams, real[i].Span, i);
            }

            foreach (int i in Part(otherBlocks, part))
            {
                bits.Other.Score(grams, other[i].Span, i);
            }
        }

        return bits;
    }

    private static IEnumerable<int> Part(int[] blocks, int part) =>
        Enumerable.Range(0, blocks.Length).Where(i => blocks[i] % 2 == part);
}
