namespace Likeness.Evaluation.Windows;

/// <summary>Two samples that are compared window by window: real and generated, or two real ones.</summary>
/// <param name="Real">Features of the first sample's windows.</param>
/// <param name="Other">Features of the second sample's windows.</param>
/// <param name="Bits">Bits that n-grams of either sample need for the windows.</param>
internal sealed record WindowPair(WindowRows Real, WindowRows Other, BitsMeans Bits);

/// <summary>Mean bits per byte (or per sample of audio) of the windows of two samples.</summary>
/// <param name="RealByReal">Real windows, by n-grams of real windows.</param>
/// <param name="OtherByReal">The other sample's windows, by n-grams of real windows.</param>
/// <param name="RealByOther">Real windows, by n-grams of the other sample.</param>
/// <param name="OtherByOther">The other sample's windows, by n-grams of its own.</param>
internal sealed record BitsMeans(double RealByReal, double OtherByReal, double RealByOther, double OtherByOther)
{
    /// <summary>The means of cross-fitted bits at the largest order.</summary>
    public static BitsMeans FromBits(CrossBits bits) =>
        new(
            bits.Real.Mean(bits.Real.ByReal),
            bits.Other.Mean(bits.Other.ByReal),
            bits.Real.Mean(bits.Real.ByOther),
            bits.Other.Mean(bits.Other.ByOther)
        );
}
