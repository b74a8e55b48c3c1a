using Likeness.Compute.Cpu;

namespace Likeness.Sampling.Conditions;

/// <summary>The weights of proposals, and resampling by weight.</summary>
internal sealed class WeightedRows
{
    private readonly List<double> logs = [];
    private double heaviest = double.NegativeInfinity;
    private double sum; // of the weights and of their squares, scaled so that the largest weight is 1
    private double squares;

    /// <summary>The number of weights so far.</summary>
    public int Count => logs.Count;

    /// <summary>The effective sample size (Σw)² / Σw². Kong 1992, A note on importance sampling using standardized weights.</summary>
    public double EffectiveSize => squares > 0 ? sum * sum / squares : 0;

    /// <summary>Adds the logarithm of a weight; −∞ for none.</summary>
    public void Add(double logWeight)
    {
        logs.Add(logWeight);
        if (logWeight > heaviest)
        {
            double shrunk = Math.Exp(heaviest - logWeight);
            (sum, squares, heaviest) = (sum * shrunk, squares * shrunk * shrunk, logWeight);
        }

        double weight = Weight(logWeight);
        sum += weight;
        squares += weight * weight;
    }

    /// <summary>The logarithm of a weight, relative to the largest.</summary>
    public double LogWeight(int number) => logs[number] - heaviest;

    /// <summary>The indices of the rows with the largest weights, in ascending order; rows without weight are excluded.</summary>
    /// <param name="max">The maximum number of rows.</param>
    public int[] Heaviest(int max) =>
        [
            .. Enumerable
                .Range(0, logs.Count)
                .Where(i => Weight(logs[i]) > 0)
                .OrderByDescending(i => logs[i])
                .Take(max)
                .Order(),
        ];

    /// <summary>
    /// Indices of rows; each occurs in proportion to its weight, to within one (systematic resampling, Kitagawa 1996), in random
    /// order.
    /// </summary>
    /// <param name="count">The number of indices.</param>
    /// <param name="random">The random number generator.</param>
    public int[] Choose(int count, PhiloxRandom random)
    {
        double position = random.NextDouble();
        double passed = 0;
        var chosen = new List<int>(count);
        for (int i = 0; i < logs.Count && chosen.Count < count; i++)
        {
            passed += Weight(logs[i]) / sum * count;
            while (passed > position && chosen.Count < count)
            {
                chosen.Add(i);
                position++;
            }
        }

        while (chosen.Count < count) // rounding may leave the last one out
        {
            chosen.Add(logs.FindLastIndex(log => Weight(log) > 0));
        }

        int[] ordered = [.. chosen];
        random.Shuffle(ordered);
        return ordered;
    }

    private double Weight(double log) => double.IsNegativeInfinity(log) ? 0 : Math.Exp(log - heaviest);
}
