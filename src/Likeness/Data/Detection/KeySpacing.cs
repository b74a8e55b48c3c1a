namespace Likeness.Data.Detection;

/// <summary>Whether numbers of keys count: most follow each other closely, or rise, or fall, from row to row. Numbers of telephones and cards do neither.</summary>
internal static class KeySpacing
{
    private const int MinNumbers = 20;
    private const int MaxStep = 5; // at the median
    private const double MostInOrder = 0.9;

    /// <summary>The mean step between numbers; 0 where most follow each other closely.</summary>
    /// <param name="numbers">Different numbers.</param>
    public static long MeanStep(IReadOnlyList<double> numbers)
    {
        double[] sorted = [.. numbers.Order()];
        double[] steps = [.. sorted.Zip(sorted.Skip(1), (low, high) => high - low).Order()];
        return steps[steps.Length / 2] <= MaxStep ? 0 : (long)((sorted[^1] - sorted[0]) / steps.Length);
    }

    /// <summary>Whether numbers count.</summary>
    /// <param name="numbers">Different numbers, in the order of the data.</param>
    public static bool AreCounted(IReadOnlyList<long> numbers)
    {
        if (numbers.Count < MinNumbers)
        {
            return true;
        }

        long[] sorted = [.. numbers.Order()];
        long[] steps = [.. sorted.Zip(sorted.Skip(1), (low, high) => high - low).Order()];
        int rises = numbers.Zip(numbers.Skip(1)).Count(pair => pair.Second > pair.First);
        // The newest may stand first.
        return steps[steps.Length / 2] <= MaxStep
            || Math.Max(rises, numbers.Count - 1 - rises) >= MostInOrder * (numbers.Count - 1);
    }
}
