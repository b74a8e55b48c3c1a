using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Nn;
using Likeness.Tests.Models;

namespace Likeness.Tests.Nn;

public sealed class MadeTests
{
    private const int Rows = 6;
    private const int Outputs = 3;

    public static TheoryData<int, int, bool, bool> Networks =>
        new()
        {
            { 1, 8, false, false },
            { 2, 32, false, true },
            { 5, 32, true, false },
            { 5, 32, true, true },
            { 5, 33, false, false },
            { 7, 4, true, false }, // fewer units than degrees
        };

    [Theory]
    [MemberData(nameof(Networks))]
    public void AnOutputDependsOnTheDimensionsBeforeItsOwnAlone(
        int dimensions,
        int hidden,
        bool residual,
        bool reversed
    )
    {
        using var parameters = new ParameterSet();
        var made = Make(parameters, dimensions, hidden, residual, reversed);
        var x = Input(dimensions);
        var outputs = made.Apply(x, ForwardPass.Inference);
        Tensor[] gradients =
        [
            .. Enumerable
                .Range(0, dimensions)
                .Select(i => Gradient.Compute(outputs.Slice(1, i, 1).Square().Sum(), x)[0].Abs().Sum([0])),
        ];
        float[][] found = Run(gradients);
        for (int output = 0; output < dimensions; output++)
        {
            for (int input = 0; input < dimensions; input++)
            {
                bool before = reversed ? input > output : input < output;
                Assert.True(before || found[output][input] == 0, $"{output} depends on {input}");
                Assert.True(!before || hidden < dimensions || found[output][input] > 0, $"{output} misses {input}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void AWalkGivesWhatOnePassOverItsResultGives(int dimensions, int hidden, bool residual, bool reversed)
    {
        using var parameters = new ParameterSet();
        var made = Make(parameters, dimensions, hidden, residual, reversed);
        var noise = Tensor.Constant([Rows, dimensions], Deterministic.Numbers(Rows * dimensions, 50, 1));
        var seen = new Tensor[dimensions];
        var walked = made.Walk(
            Rows,
            (dimension, outputs) =>
            {
                seen[dimension] = outputs.BroadcastTo([Rows, 1, Outputs]);
                return noise.Slice(1, dimension, 1) + outputs.Sum([2]);
            }
        );
        float[][] found = Run(
            made.Apply(walked, ForwardPass.Inference),
            dimensions == 1 ? seen[0] : Tensor.Concatenate(1, seen)
        );
        for (int i = 0; i < found[0].Length; i++)
        {
            Assert.Equal(found[0][i], found[1][i], 1e-5);
        }
    }

    [Fact]
    public void AValueOfAnotherNumberOfRowsIsRefused()
    {
        using var parameters = new ParameterSet();
        var made = Make(parameters, 2, 4, residual: false, reversed: false);
        Assert.Throws<ShapeException>(() => made.Walk(Rows, (_, outputs) => outputs.Sum([2])));
    }

    private static Made Make(ParameterSet parameters, int dimensions, int hidden, bool residual, bool reversed)
    {
        var scope = new ParameterScope(parameters, seed: 2);
        return new Made(scope, dimensions, Outputs, hidden, depth: 3, residual, reversed);
    }

    private static Tensor Input(int dimensions) =>
        Tensor.Constant([Rows, dimensions], Deterministic.Numbers(Rows * dimensions, 40, 2));

    private static float[][] Run(params Tensor[] outputs)
    {
        using var graph = CompiledGraph.Compile(outputs);
        graph.Run();
        return Array.ConvertAll(
            outputs,
            output =>
            {
                var values = new float[output.Shape.Count];
                graph.Read(output, values);
                return values;
            }
        );
    }
}
