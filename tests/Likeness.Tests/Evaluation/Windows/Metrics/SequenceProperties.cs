using System.Collections.Concurrent;
using static Likeness.Tests.Models.Densities.DensityProperties;

namespace Likeness.Tests.Evaluation.Windows.Metrics;

/// <summary>Properties of the metrics of one kind of sequences. Each returns what is wrong with one metric, or null.</summary>
/// <param name="measure">The values of all metrics, by name.</param>
/// <param name="honest">Data of one distribution, for mixing.</param>
/// <param name="mix">The data whose first fraction is replaced by other data.</param>
/// <param name="recode">Changes data in a way that no metric may see.</param>
internal sealed class SequenceProperties<T>(
    Func<SequenceInput<T>, IReadOnlyDictionary<string, double>> measure,
    SequenceInput<T> honest,
    Func<T, T, double, T> mix,
    Func<T, T> recode
)
{
    private const double Rounding = 1e-9;

    private readonly ConcurrentDictionary<
        (SequenceInput<T> Input, Change Change, T? Other, double Fraction),
        IReadOnlyDictionary<string, double>
    > measured = new();

    private enum Change
    {
        None,
        Exchanged,
        Recoded,
        Mixed,
    }

    /// <summary>The value is that of the definition, written once more in these tests.</summary>
    public string? IsThatOfItsDefinition(string name, SequenceTraits<T> traits) =>
        Compare(traits.Definition(traits.Input), Value(name, traits), traits.Tolerance, "the definition says");

    /// <summary>Exchanged test and generated data have the value of the stated metric.</summary>
    public string? IsExchangedAsStated(string name, SequenceTraits<T> traits) =>
        traits.Exchanged is null
            ? null
            : Compare(
                Value(name, traits),
                Values(traits.Input, Change.Exchanged)[traits.Exchanged],
                Rounding,
                "the other way round it is"
            );

    /// <summary>A code of the data does not matter.</summary>
    public string? IsInvariantAsStated(string name, SequenceTraits<T> traits) =>
        Compare(Value(name, traits), Values(traits.Input, Change.Recoded)[name], Rounding, "in another code");

    /// <summary>The more generated data is spoiled, the worse.</summary>
    public string? WorsensAsSamplesAreSpoiled(string name, SequenceTraits<T> traits)
    {
        double[] values =
        [
            .. new[] { 0, 0.5, 1 }.Select(fraction => Values(honest, Change.Mixed, traits.Spoiled, fraction)[name]),
        ];
        double sign = traits.Falls ? -1 : 1;
        return sign * values[1] > sign * values[0] && sign * values[2] > (sign * values[1]) - Rounding
            ? null
            : Say($"with none, half and all spoiled it is {values[0]:0.000}, {values[1]:0.000}, {values[2]:0.000}");
    }

    /// <summary>What each property finds.</summary>
    public Dictionary<string, string?> Check(string name, SequenceTraits<T> traits) =>
        new()
        {
            [nameof(IsThatOfItsDefinition)] = IsThatOfItsDefinition(name, traits),
            [nameof(IsExchangedAsStated)] = IsExchangedAsStated(name, traits),
            [nameof(IsInvariantAsStated)] = IsInvariantAsStated(name, traits),
            [nameof(WorsensAsSamplesAreSpoiled)] = WorsensAsSamplesAreSpoiled(name, traits),
        };

    /// <summary>The same properties of a metric with another value.</summary>
    public SequenceProperties<T> With(string name, Func<IReadOnlyDictionary<string, double>, double> change) =>
        new(
            input =>
            {
                var values = measure(input);
                return new Dictionary<string, double>(values) { [name] = change(values) };
            },
            honest,
            mix,
            recode
        );

    private double Value(string name, SequenceTraits<T> traits) => Values(traits.Input, Change.None)[name];

    // One evaluation has the values of all metrics.
    private IReadOnlyDictionary<string, double> Values(
        SequenceInput<T> input,
        Change change,
        T? other = default,
        double fraction = 0
    ) =>
        measured.GetOrAdd(
            (input, change, other, fraction),
            _ =>
                measure(
                    change switch
                    {
                        Change.Exchanged => input with { Test = input.Generated, Generated = input.Test },
                        Change.Recoded => new(recode(input.Train), recode(input.Test), recode(input.Generated)),
                        Change.Mixed => input with { Generated = mix(input.Generated, other!, fraction) },
                        _ => input,
                    }
                )
        );

    private static string? Compare(double expected, double found, double tolerance, string what) =>
        Math.Abs(expected - found) <= tolerance * Math.Max(1, Math.Abs(expected))
            ? null
            : Say($"{found:0.000000}, but {what} {expected:0.000000}");
}
