using Likeness.Compute.Graph;
using Likeness.Data;
using Likeness.Models.Flows;
using Likeness.Tests.Data;
using Likeness.Tests.Models;
using Likeness.Tests.Models.Densities;
using Likeness.Tests.Models.Diffusion;
using Likeness.Tests.Models.Sequences;
using static Likeness.Tests.Models.Densities.DiscreteProperties;
using static Likeness.Tests.Models.Densities.JacobianProperties;
using static Likeness.Tests.Models.Densities.SequenceProperties;

namespace Likeness.Tests.Mutations;

/// <summary>Errors in a flow, in the levels of a grid, and in the sampling of symbols.</summary>
internal static class LatentMutations
{
    private static readonly Lazy<Trained> Flow = new(() =>
        new Trained("maf", Toy.Curve(200, 3), epochs: 4, options: QuickModel.Options("maf"))
    );

    // Ten levels, the first column of the dice.
    private static readonly Lazy<Trained> Die = new(() =>
        new Trained("histogram", new Table([new("die")], Toy.Dice(400).ColumnValues(0)).OnGrids(), epochs: 1)
    );

    private static readonly Lazy<List<(double[] Log, int Symbol)>> Symbols = new(SampledSymbols);

    public static IEnumerable<Mutation> All =>
        [
            new(
                "flow",
                "a term of the Jacobian is missing",
                nameof(TheDensityIsThatOfTheTransform),
                () => CheckFlow((flow, rows) => flow.LogDensity(rows), flow => flow.Sample(400)),
                () =>
                    CheckFlow(
                        (flow, rows) => flow.LogDensity(rows) - (0.5f * ((IFlow)flow).Forward(rows).LogDeterminant),
                        flow => flow.Sample(400)
                    )
            ),
            new(
                "flow",
                "samples come from half of the noise",
                nameof(LatentsOfSamplesAreStandardNormal),
                () => CheckFlow((flow, rows) => flow.LogDensity(rows), flow => flow.Sample(400)),
                () =>
                    CheckFlow(
                        (flow, rows) => flow.LogDensity(rows),
                        flow => flow.Decode(Tensor.RandomNormal([400, 3], stream: 0) * 0.5f)
                    )
            ),
            new(
                "values on a grid",
                "sampled levels are off by one",
                nameof(FrequenciesAreProbabilities),
                () => CheckDie(level => level, 0),
                () => CheckDie(level => (level + 1) % 10, 0)
            ),
            new(
                "values on a grid",
                "the last level has no probability",
                nameof(SumsToOne),
                () => CheckDie(level => level, 0),
                () => CheckDie(level => level, 1)
            ),
            new(
                "text model",
                "the likeliest symbol is sampled, whatever its probability",
                nameof(SymbolsFollowTheirConditionals),
                () => CheckSymbols(here => here.Symbol),
                () => CheckSymbols(here => Array.IndexOf(here.Log, here.Log.Max()))
            ),
        ];

    private static Dictionary<string, string?> CheckFlow(
        Func<LayeredFlow, Tensor, Tensor> logDensity,
        Func<LayeredFlow, Tensor> sample
    )
    {
        var flow = (LayeredFlow)Flow.Value.State.Chosen;
        var rows = new float[60];
        Flow.Value.Transform.Forward(Toy.Curve(20, 3, seed: 3), [.. Enumerable.Range(0, 20)], rows);
        Tensor Rows(float[] values) => Tensor.Constant([values.Length / 3, 3], values);
        return new Dictionary<string, string?>
        {
            [nameof(TheDensityIsThatOfTheTransform)] = TheDensityIsThatOfTheTransform(
                3,
                values => Evaluated.Of(flow.Encode(Rows(values)))[0],
                values => Evaluated.Of(logDensity(flow, Rows(values)))[0],
                rows,
                tolerance: 0.02
            ),
            [nameof(LatentsOfSamplesAreStandardNormal)] = LatentsOfSamplesAreStandardNormal(
                3,
                Evaluated.Of(flow.Encode(sample(flow)))[0]
            ),
        };
    }

    private static Dictionary<string, string?> CheckDie(Func<int, int> change, int missing)
    {
        double[] log = [.. Enumerable.Range(0, 10).Select(level => level < 10 - missing ? LogProbability(level) : -50)];
        int[] sampled = [.. Die.Value.Sample(3000).ColumnValues(0).Select(value => change((int)value))];
        return new Dictionary<string, string?>
        {
            [nameof(SumsToOne)] = SumsToOne(log, 5e-3),
            [nameof(FrequenciesAreProbabilities)] = FrequenciesAreProbabilities(log, sampled),
        };
    }

    // The integral of the density over the level's bin.
    private static double LogProbability(int level)
    {
        double[] places = [.. Enumerable.Range(0, 64).Select(i => level - 0.5 + ((i + 0.5) / 64))];
        return Math.Log(DensityUnderTest.FromTrained(Die.Value).LogDensity(places).Average(Math.Exp));
    }

    private static Dictionary<string, string?> CheckSymbols(Func<(double[] Log, int Symbol), int> sampled) =>
        new Dictionary<string, string?>
        {
            [nameof(SymbolsFollowTheirConditionals)] = SymbolsFollowTheirConditionals([
                .. Symbols.Value.Select(here => (here.Log, sampled(here))),
            ]),
        };

    private static List<(double[] Log, int Symbol)> SampledSymbols()
    {
        using var trained = new TrainedSequences("gpt2", isText: true, epochs: 0);
        return trained.Conditionals(trained.Sample(4));
    }
}
