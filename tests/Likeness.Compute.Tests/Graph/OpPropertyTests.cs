using FsCheck;
using FsCheck.Fluent;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Testing;

namespace Likeness.Compute.Tests.Graph;

/// <summary>
/// Property tests of every op: the compiled graph agrees with the definition on every instruction set; the gradient agrees with
/// central differences of the definition in double precision, and so does the gradient of the gradient.
/// </summary>
public class OpPropertyTests
{
    private const double Step = 1e-5;

    public static TheoryData<string> Names => [.. OpCases.All.Select(op => op.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void TheProgramAgreesWithTheDefinition(string name) =>
        ForSeeds(
            name,
            8,
            (op, random) =>
            {
                (Tensor[] inputs, Dictionary<Tensor, double[]> given) = Inputs(op, random);
                Compiled.Agrees(op.Apply(inputs), given, op.Tolerance);
            }
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void TheProgramOfTheGradientAgreesWithTheDefinition(string name) =>
        ForSeeds(
            name,
            3,
            (op, random) =>
            {
                (Tensor[] inputs, Dictionary<Tensor, double[]> given) = Inputs(op, random);
                foreach (Tensor gradient in Gradient.Compute(Weighted(op.Apply(inputs)), inputs))
                {
                    Compiled.Agrees(gradient, given, 1e-4);
                }
            }
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void TheGradientIsTheSlope(string name) =>
        ForSeeds(
            name,
            10,
            (op, random) =>
            {
                (Tensor[] inputs, Dictionary<Tensor, double[]> given) = Inputs(op, random);
                AssertSlope(op, Weighted(op.Apply(inputs)), inputs, given, random);
            }
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void TheSecondGradientIsTheSlopeOfTheFirst(string name) =>
        ForSeeds(
            name,
            5,
            (op, random) =>
            {
                (Tensor[] inputs, Dictionary<Tensor, double[]> given) = Inputs(op, random);
                Tensor[] first = Gradient.Compute(Weighted(op.Apply(inputs)), inputs);
                Tensor along = first.Select(Weighted).Aggregate((a, b) => a + b);
                AssertSlope(op, along, inputs, given, random);
            }
        );

    /// <summary>Runs a property test on some seeds, a third of them in a short run; a failure names the seed, which reproduces it.</summary>
    private static void ForSeeds(string name, int count, Action<OpCase, RandomValues> law)
    {
        OpCase op = OpCases.All.Single(one => one.Name == name);
        Config config = Config
            .QuickThrowOnFailure.WithReplay(20261120, 1)
            .WithMaxTest(LongTest.IsEnabled ? count : (count + 2) / 3);
        Prop.ForAll(ArbMap.Default.ArbFor<uint>(), seed => law(op, new RandomValues(seed))).Check(config);
    }

    private static (Tensor[] Inputs, Dictionary<Tensor, double[]> Given) Inputs(OpCase op, RandomValues random)
    {
        Tensor[] inputs = [.. op.Shapes(random).Select((shape, i) => Tensor.Input($"x{i}", shape))];
        return (
            inputs,
            inputs.ToDictionary(input => input, input => random.Uniform(input.Shape.Count, op.Low, op.High))
        );
    }

    /// <summary>A scalar that depends on each element with a different weight.</summary>
    private static Tensor Weighted(Tensor result)
    {
        float[] weights = [.. Enumerable.Range(0, result.Shape.Count).Select(i => 0.5f + ((i * 7 % 5) * 0.25f))];
        return (result * Tensor.Constant(result.Shape, weights.Length == 0 ? [1f] : weights)).Sum();
    }

    private static void AssertSlope(
        OpCase op,
        Tensor loss,
        Tensor[] inputs,
        Dictionary<Tensor, double[]> given,
        RandomValues random
    )
    {
        Tensor[] gradients = Gradient.Compute(loss, inputs);
        if (inputs.All(input => input.Shape.Count == 0))
        {
            return; // nothing to vary; a mean of no elements is NaN
        }

        var direction = inputs.ToDictionary(input => input, input => random.Uniform(input.Shape.Count, -1, 1));
        double claimed = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            Assert.Equal(inputs[i].Shape, gradients[i].Shape);
            claimed += Reference.Evaluate(gradients[i], given).Zip(direction[inputs[i]], (g, v) => g * v).Sum();
        }

        double Along(double step) =>
            Reference.Evaluate(
                loss,
                given.ToDictionary(
                    pair => pair.Key,
                    pair =>
                        Array.ConvertAll(
                            Enumerable.Range(0, pair.Value.Length).ToArray(),
                            i => pair.Value[i] + (step * direction[pair.Key][i])
                        )
                )
            )[0];

        // Values are on a coarse grid of floats, so kinks (|x| at 0) are hit with negligible probability.
        double slope = (Along(Step) - Along(-Step)) / (2 * Step);
        double scale = Math.Max(1, Math.Max(Math.Abs(slope), Math.Abs(Along(0))));
        Assert.True(Math.Abs(slope - claimed) <= 1e-6 * scale, $"{op.Name}: slope {slope}, gradient {claimed}");
    }
}
