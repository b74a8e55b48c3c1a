namespace Likeness.Evaluation.Windows;

/// <summary>Bits per byte of the windows of one sample, for each order from 1 to n.</summary>
internal sealed class SampleBits(int count, int order)
{
    /// <summary>By n-grams of the first sample: [windows × order].</summary>
    public double[] ByReal { get; } = new double[count * order];

    /// <summary>By n-grams of the second sample: [windows × order].</summary>
    public double[] ByOther { get; } = new double[count * order];

    /// <summary>By n-grams of both: [windows × order].</summary>
    public double[] ByBoth { get; } = new double[count * order];

    /// <summary>Scores one window.</summary>
    public void Score(DirichletNGrams grams, ReadOnlySpan<byte> window, int index)
    {
        grams.Score(window, Window(ByReal, index), Window(ByOther, index), Window(ByBoth, index));
        foreach (double[] all in (ReadOnlySpan<double[]>)[ByReal, ByOther, ByBoth])
        {
            foreach (ref double bits in Window(all, index))
            {
                bits /= window.Length;
            }
        }
    }

    /// <summary>The bits of one window: [order].</summary>
    public Span<double> Window(double[] bits, int index) => bits.AsSpan(index * order, order);

    /// <summary>The mean over windows at the largest order.</summary>
    public double Mean(double[] bits)
    {
        double sum = 0;
        for (int i = order - 1; i < bits.Length; i += order)
        {
            sum += bits[i];
        }

        return sum * order / bits.Length;
    }
}
