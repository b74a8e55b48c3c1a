namespace Likeness.Tests.Models.Densities;

/// <summary>Properties of a model that samples one symbol after another. Each returns what is wrong, or null.</summary>
internal static class SequenceProperties
{
    /// <summary>
    /// Samples follow the conditionals: −log p of each sampled symbol minus the entropy of its conditional has the mean 0 (a sum of
    /// martingale differences, each with the conditional's own variance).
    /// </summary>
    /// <param name="conditionals">At each position of each row: log-probabilities of all symbols, and the symbol sampled there.</param>
    public static string? SymbolsFollowTheirConditionals(
        IReadOnlyCollection<(double[] LogProbabilities, int Symbol)> conditionals
    )
    {
        double sum = 0,
            variance = 0,
            worst = 0;
        foreach (var (log, symbol) in conditionals)
        {
            worst = Math.Max(worst, Math.Abs(log.Sum(Math.Exp) - 1));
            double entropy = -log.Sum(nats => Math.Exp(nats) * nats);
            variance += log.Sum(nats => Math.Exp(nats) * nats * nats) - (entropy * entropy);
            sum += -log[symbol] - entropy;
        }

        double error = Math.Sqrt(variance);
        return worst > 1e-3 ? DensityProperties.Say($"probabilities of a conditional sum to 1 ± {worst:0.000}")
            : Math.Abs(sum) > 4 * error
                ? DensityProperties.Say(
                    $"sampled symbols have {sum / conditionals.Count:0.000} ± {error / conditionals.Count:0.000} nats more than their conditionals"
                )
            : null;
    }

    /// <summary>The log-probability of a row is the sum of those of its symbols.</summary>
    public static string? TheRowIsTheSumOfItsSymbols(double row, IEnumerable<double> symbols, double tolerance) =>
        symbols.Sum() is var sum && Math.Abs(row - sum) <= tolerance
            ? null
            : DensityProperties.Say($"a row has {row:0.000} nats and its symbols {sum:0.000}");
}
