using Likeness.Data.Transforms;

namespace Likeness.Training;

/// <summary>What a model learns from or is judged on: examples, counted from 0, that are carried into model space when they are asked for.</summary>
public interface IExamples
{
    /// <summary>How many examples there are.</summary>
    int Count { get; }

    /// <summary>The width of a row in model space.</summary>
    int Width { get; }

    /// <summary>Writes the rows of some examples.</summary>
    /// <param name="which">Their numbers.</param>
    /// <param name="rows">Receives [which.Length × <see cref="Width"/>].</param>
    /// <param name="noise">What is drawn anew each epoch; null for none.</param>
    void Fill(ReadOnlySpan<int> which, Span<float> rows, DequantisationNoise? noise);

    /// <summary>What a person calls a place in a row, such as <c>column 'x'</c>.</summary>
    string NameOf(int place);
}

/// <summary>What follows for all examples from what they can.</summary>
internal static class Examples
{
    /// <summary>All rows, row by row.</summary>
    public static float[] All(this IExamples examples, DequantisationNoise? noise)
    {
        var rows = new float[checked(examples.Count * examples.Width)];
        examples.Fill([.. Enumerable.Range(0, examples.Count)], rows, noise);
        return rows;
    }
}
