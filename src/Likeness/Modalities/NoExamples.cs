using Likeness.Data.Transforms;
using Likeness.Training;

namespace Likeness.Modalities;

/// <summary>The examples of a run without data.</summary>
/// <param name="width">The width of a row of its model.</param>
internal sealed class NoExamples(int width) : IExamples
{
    public int Count => 0;

    public int Width => width;

    public void Fill(ReadOnlySpan<int> which, Span<float> rows, DequantisationNoise? noise) =>
        ArgumentOutOfRangeException.ThrowIfNotEqual(which.Length, 0);

    public string NameOf(int index) => throw new ArgumentOutOfRangeException(nameof(index));
}
