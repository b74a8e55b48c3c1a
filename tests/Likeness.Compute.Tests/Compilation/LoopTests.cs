using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

public sealed class LoopTests
{
    private static readonly Tensor Rows = Tensor.Input("rows", [5, 3]);

    private static readonly Dictionary<Tensor, double[]> Given = new() { [Rows] = new RandomValues(1).Uniform(15) };

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    public void ALoopIsItsStepsWrittenOut(int count)
    {
        var weights = Tensor.Constant([3, 3], [.. new RandomValues(2).Uniform(9).Select(value => (float)value)]);
        Tensor[] Step(Tensor iteration, IReadOnlyList<Tensor> state) =>
            [(state[0].MatMul(weights) * 0.5f).Tanh() + (iteration * 0.1f), state[1] + state[0].Sum([1])];

        Tensor[] first = [Rows, Rows.Sum([1])];
        IReadOnlyList<Tensor> looped = Tensor.Loop(count, first, Step);
        Tensor[] written = first;
        for (int i = 0; i < count; i++)
        {
            written = Step(Tensor.Constant(Shape.Scalar, i), written);
        }

        Compiled.Agrees(looped[0] * 2, Given);
        Compiled.Agrees(looped[1], Given);
        for (int i = 0; i < 2; i++)
        {
            float[] expected = Compiled.Run(written[i], Given);
            Assert.All(
                Compiled.Run(looped[i], Given).Zip(expected),
                pair => Assert.Equal(pair.Second, pair.First, 1e-5)
            );
        }
    }

    [Fact]
    public void StatesThatReadOneAnotherChangeTogether()
    {
        IReadOnlyList<Tensor> pair = Tensor.Loop(10, [1f, 1f], (_, state) => [state[1], state[0] + state[1]]);
        Assert.Equal([144f], Compiled.Run(pair[1], Given));
        Assert.Equal([89f], Compiled.Run(pair[0], Given));
        Tensor[] four = [Rows, Rows * 2, Rows * 3, Rows * 4];
        IReadOnlyList<Tensor> transposed = Tensor.Loop(3, four, (_, state) => [state[1], state[2], state[3], state[0]]);
        Compiled.Agrees(transposed[0] - (transposed[1] * 10), Given);
    }

    [Fact]
    public void WhatTheBodyReadsFromOutsideIsComputedOnce()
    {
        // Random numbers outside the loop are the same in each iteration; those inside are new.
        var outside = Tensor.RandomNormal([64, 2], stream: 0);
        var zero = Tensor.Constant([64, 2], 0);
        var same = Tensor.Loop(4, [zero], (_, state) => [state[0] + outside])[0];
        Assert.All(Compiled.Run(same - (outside * 4f), Given), value => Assert.Equal(0, value, 1e-5));
        var inside = Tensor.Loop(
            2,
            [zero, zero],
            (_, state) => [state[1], Tensor.RandomNormal([64, 2], stream: 0) + Rows.Sum()]
        );
        float[] difference = Compiled.Run(inside[0] - inside[1], Given);
        Assert.All(difference, value => Assert.NotEqual(0, value));
        Assert.All(Compiled.Run(inside[1] - outside - Rows.Sum(), Given), value => Assert.NotEqual(0, value));
    }

    [Fact]
    public void LoopsFollowOnLoopsAndHoldLoops()
    {
        Tensor Doubled(Tensor x, int times) => Tensor.Loop(times, [x], (_, state) => [state[0] + state[0]])[0];
        var chained = Tensor.Loop(3, [Doubled(Rows, 2)], (i, state) => [Doubled(state[0], 1) + i])[0];
        Compiled.Agrees(chained + Doubled(Rows, 4), Given);
        var first = Doubled(Rows, 3);
        Compiled.Agrees(Tensor.Loop(2, [Rows], (_, state) => [state[0] * first])[0], Given, 1e-4);
    }

    [Fact]
    public void ALoopInsideAnotherReadsTheStatesOfBoth()
    {
        var sum = Tensor.Loop(
            3,
            [Rows, Rows * 0],
            (i, outer) =>
            {
                var inner = Tensor.Loop(4, [outer[1]], (j, state) => [state[0] + (outer[0] * (i + j))])[0];
                return [outer[0] * 0.5f, inner];
            }
        )[1];

        // The first state halves in each iteration; i + j sums to 6 + 4i over the inner iterations.
        Compiled.Agrees(sum, Given);
        Compiled.Agrees(sum - (Rows * (6 + (10 * 0.5f) + (14 * 0.25f))), Given);
    }

    [Fact]
    public void ABodyMayHoldAGradientButNoneGoesThroughALoop()
    {
        // Descent on ¼(x² − 1)² from ½ ends at 1.
        var found = Tensor.Loop(
            200,
            [0.5f],
            (_, state) =>
                [state[0] - (0.1f * Gradient.Compute((state[0].Square() - 1).Square() * 0.25f, [state[0]])[0])]
        )[0];
        Assert.Equal(1, Assert.Single(Compiled.Run(found, Given)), 1e-5);
        var error = Assert.Throws<InvalidOperationException>(() =>
            Gradient.Compute(Tensor.Loop(2, [Rows], (_, state) => [state[0] * 2f])[0].Sum(), [Rows])
        );
        Assert.Contains("loop", error.Message);
    }

    [Fact]
    public void RunsAreAFunctionOfSeedAndStepOnAnyNumberOfThreads()
    {
        var walk = Tensor.Loop(20, [Rows], (_, state) => [state[0] + Tensor.RandomNormal([5, 3], stream: 3)])[0];
        float[][] Runs(WorkerPool? pool, ulong seed)
        {
            using CompiledGraph graph = CompiledGraph.Compile([walk], options: new CompiledGraphOptions(pool, seed));
            graph.Write(Rows, Array.ConvertAll(Given[Rows], value => (float)value));
            return
            [
                .. Enumerable
                    .Range(0, 3)
                    .Select(_ =>
                    {
                        graph.Run();
                        var values = new float[15];
                        graph.Read(walk, values);
                        return values;
                    }),
            ];
        }

        using var two = new WorkerPool(2);
        float[][] once = Runs(null, seed: 5);
        Assert.Equal(once, Runs(two, seed: 5));
        Assert.NotEqual(once[0], once[1]);
        Assert.NotEqual(once, Runs(null, seed: 6));
    }

    [Fact]
    public void SequencesAndImagesKeepTheirPlaces()
    {
        foreach (Shape shape in new Shape[] { [4], [2, 3], [2, 3, 4], [2, 3, 4, 5] })
        {
            var x = Tensor.Input("x", shape);
            var given = new Dictionary<Tensor, double[]> { [x] = new RandomValues(4).Uniform(shape.Count) };
            Compiled.Agrees(Tensor.Loop(2, [x], (_, state) => [state[0] * state[0] + 1f])[0], given);
        }
    }

    [Fact]
    public void ABodyThatGivesOtherShapesIsRefused()
    {
        var error = Assert.Throws<ShapeException>(() => Tensor.Loop(2, [Rows], (_, state) => [state[0].Sum([1])]));
        Assert.Contains("same shape", error.Message);
        Assert.Throws<ShapeException>(() => Tensor.Loop(2, [Rows], (_, _) => []));
    }

    [Fact]
    public void ExplainShowsTheLoopAndItsBody()
    {
        var x = Tensor.Loop(12, [Rows], (_, state) => [state[0].Tanh()])[0];
        using CompiledGraph graph = CompiledGraph.Compile([x]);
        Assert.Contains("A loop of 12 iterations", graph.Explain());
        Assert.Contains("tanh", graph.Explain(timedRuns: 2));
    }
}
