using Likeness.Compute.Cpu;

namespace Likeness.Sampling.Conditions;

/// <summary>Weights of proposals, and rows chosen by them.</summary>
internal sealed class WeightedRows
{
    private readonly List<double> logs = [];
    private double heaviest = double.NegativeInfinity;
    private double sum; // of the weights, and of their squares, that of the heaviest being 1
    private double squares;

    /// <summary>Weights so far.</summary>
    public int Count => logs.Count;

    /// <summary>(Σw)² / Σw². Kong 1992, A note on importance sampling using standardized weights.</summary>
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

    /// <summary>The logarithm of a weight, that of the heaviest being 0.</summary>
    public double LogWeight(int number) => logs[number] - heaviest;

    /// <summary>Numbers of the heaviest rows, in their own order; none without weight.</summary>
    /// <param name="max">How many at most.</param>
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
    /// Numbers of rows, each as often as its weight asks for to within one (systematic resampling, Kitagawa 1996), in random order.
    /// </summary>
    /// <param name="count">How many.</param>
    /// <param name="random">Numbers.</param>
    public int[] Choose(int count, PhiloxRandom random)
    {
        double place = random.NextDouble();
        double passed = 0;
        var chosen = new List<int>(count);
        for (int i = 0; i < logs.Count && chosen.Count < count; i++)
        {
            passed += Weight(logs[i]) / sum * count;
            while (passed > place && chosen.Count < count)
            {
                chosen.Add(i);
                place++;
            }
        }

        while (chosen.Count < count) // rounding may leave the last place open
        {
            chosen.Add(logs.FindLastIndex(log => Weight(log) > 0));
        }

        int[] ordered = [.. chosen];
        random.Shuffle(ordered);
        return ordered;
    }

    private double Weight(double log) => double.IsNegativeInfinity(log) ? 0 : Math.Exp(log - heaviest);
}
