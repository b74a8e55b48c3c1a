using Likeness.Data.Transforms;
using Likeness.Models;

namespace Likeness.Training;

/// <summary>Examples for training or evaluation, numbered from 0, which are transformed to model space on request.</summary>
public interface IExamples
{
    /// <summary>The number of examples.</summary>
    int Count { get; }

    /// <summary>The width of a row in model space.</summary>
    int Width { get; }

    /// <summary>Writes the rows of some examples.</summary>
    /// <param name="which">The indices of the examples.</param>
    /// <param name="rows">Receives [which.Length × <see cref="Width"/>].</param>
    /// <param name="noise">Random numbers that differ in each epoch; null for none.</param>
    void Fill(ReadOnlySpan<int> which, Span<float> rows, DequantisationNoise? noise);

    /// <summary>The name of an entry of a row for users, such as <c>column 'x'</c>.</summary>
    string NameOf(int index);
}

/// <summary>Members derived from those of <see cref="IExamples"/>.</summary>
internal static class Examples
{
    private const int MaxFittedValues = 1 << 28;

    /// <summary>All rows, row by row.</summary>
    public static float[] All(this IExamples examples, DequantisationNoise? noise)
    {
        var rows = new float[checked(examples.Count * examples.Width)];
        examples.Fill([.. Enumerable.Range(0, examples.Count)], rows, noise);
        return rows;
    }

    /// <summary>The rows that a model is fitted to at once: all, or of more than 1 GiB of images evenly spaced ones.</summary>
    public static float[] ForFit(this IExamples examples, ModelSpace space, DequantisationNoise? noise)
    {
        int count = FittedRows(examples, space);
        if (count == examples.Count)
        {
            return examples.All(noise);
        }

        var rows = new float[checked(count * examples.Width)];
        examples.Fill(
            [.. Enumerable.Range(0, count).Select(i => (int)((long)i * examples.Count / count))],
            rows,
            noise
        );
        return rows;
    }

    /// <summary>The number of those rows.</summary>
    public static int FittedRows(this IExamples examples, ModelSpace space) =>
        space.Image is null ? examples.Count : Math.Min(examples.Count, MaxFittedValues / examples.Width);
}
