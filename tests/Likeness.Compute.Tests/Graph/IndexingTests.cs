using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Graph;

public class IndexingTests
{
    private const float Nan = float.NaN;

    public static TheoryData<InstructionSet> Sets => Cpu.Sets.Theory;

    [Theory]
    [MemberData(nameof(Sets))]
    public void AnIndexOfNothingGivesNaNAndReadsNothing(InstructionSet set)
    {
        Tensor indices = Tensor.Constant([8], 1, -1, 3, Nan, 1e30f, float.NegativeInfinity, -0.5f, 2.75f);
        Tensor table = Tensor.Constant([3, 2], 10, 11, 20, 21, 30, 31);
        Assert.Equal(
            [20, 21, Nan, Nan, Nan, Nan, Nan, Nan, Nan, Nan, Nan, Nan, Nan, Nan, 30, 31],
            Run(table.Gather(indices), set)
        );
        Tensor column = Tensor.Constant([3], 1, 2, 3);
        Assert.Equal([2, Nan, Nan, Nan, Nan, Nan, Nan, 3], Run(column.TakeAlong(0, indices), set));

        // The gradient there is zero, and nothing else is written.
        Assert.Equal([0, 0, 1, 1, 1, 1], Run(Gradient.Compute(table.Gather(indices).Sum(), table)[0], set));
        Assert.Equal([0, 1, 1], Run(Gradient.Compute(column.TakeAlong(0, indices).Sum(), column)[0], set));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void SequencesOfManyFeaturesAreTheRowsOfTheTable(InstructionSet set)
    {
        (int samples, int positions, int rows, int width) = (19, 3, 7, 37);
        float[] table = Array.ConvertAll(new RandomValues(3).Uniform(rows * width), value => (float)value);
        int[] chosen = [.. Enumerable.Range(0, samples * positions).Select(i => i * i % (rows + 1))];
        Tensor indices = Tensor.Constant([samples, positions], Array.ConvertAll(chosen, i => (float)i));
        float[] expected =
        [
            .. chosen.SelectMany(i =>
                i < rows ? table.Skip(i * width).Take(width) : Enumerable.Repeat(float.NaN, width)
            ),
        ];
        Assert.Equal(expected, Run(Tensor.Constant([rows, width], table).Gather(indices), set));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void EqualElementsKeepTheirOrderAndNaNComesLast(InstructionSet set)
    {
        float[] values = [3, Nan, 1, float.PositiveInfinity, 3, -0f, 0, Nan, float.NegativeInfinity, 1, 3];
        Tensor x = Tensor.Constant([11], values);
        Assert.Equal([8, 5, 6, 2, 9, 0, 4, 10, 3, 1, 7], Run(x.ArgSort(0), set));
        Assert.Equal([3, 0, 4, 10, 2, 9, 5, 6, 8, 1, 7], Run(x.ArgSort(0, descending: true), set));
        Assert.Equal([1], Run(x.ArgMax(0), set)); // NaN, as in NumPy
        Assert.Equal([1], Run(x.ArgMin(0), set));
        Assert.Equal([1], Run(x[2..7].ArgMax(0), set));
        Assert.Equal([3], Run(x[2..7].ArgMin(0), set)); // −0 and 0 are equal
        (Tensor largest, Tensor positions) = x.Largest(0, 2);
        Assert.Equal([float.PositiveInfinity, 3], Run(largest, set));
        Assert.Equal([3, 0], Run(positions, set));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void EveryLengthIsSorted(InstructionSet set)
    {
        var random = new RandomValues(7);
        for (int length = 0; length < 70; length++)
        {
            // Few distinct values, so that there are ties.
            double[] values = Array.ConvertAll(random.Uniform(length * 19, 0, 9), Math.Floor);
            Tensor x = Tensor.Input("x", [19, length]);
            var given = new Dictionary<Tensor, double[]> { [x] = values };
            double[] expected = Reference.Evaluate(x.ArgSort(1), given);
            Assert.Equal(
                Array.ConvertAll(expected, value => (float)value),
                Compiled.Run(x.ArgSort(1), given, new CompiledGraphOptions(Instructions: set))
            );
        }
    }

    [Fact]
    public void TheNumberOfWorkersChangesNoBit()
    {
        var random = new RandomValues(3);
        Tensor table = Tensor.Input("table", [50, 70]);
        Tensor tokens = Tensor.Input("tokens", [128, 9]);
        Tensor embedded = table.Gather(tokens);
        Tensor loss =
            (embedded.CumulativeSum(1) * embedded.Sort(2)).Tanh().Mean()
            + embedded.TakeAlong(2, tokens.Reshape([128, 9, 1])).Sum();
        Tensor gradient = Gradient.Compute(loss, table)[0];
        var given = new Dictionary<Tensor, double[]>
        {
            [table] = random.Uniform(50 * 70),
            [tokens] = Array.ConvertAll(random.Uniform(128 * 9, 0, 50), Math.Floor),
        };
        float[] alone = Compiled.Run(gradient, given);
        Assert.DoesNotContain(alone, float.IsNaN);
        foreach (int workers in new[] { 2, 3, 4 })
        {
            using var pool = new WorkerPool(workers);
            Assert.Equal(alone, Compiled.Run(gradient, given, new CompiledGraphOptions(pool)));
        }
    }

    [Fact]
    public void ARunAllocatesNothing()
    {
        Tensor table = Tensor.Input("table", [50, 70]);
        Tensor tokens = Tensor.Input("tokens", [33, 9]);
        Tensor embedded = Tensor.Concatenate(1, table.Gather(tokens), table.Gather(tokens + 1));
        Tensor loss = (embedded.CumulativeSum(1) * embedded.Sort(2)).Mean();
        using CompiledGraph graph = CompiledGraph.Compile([loss, .. Gradient.Compute(loss, table)]);
        graph.Run();
        Assert.Equal(0, Allocations.Of(graph.Run));
    }

    [Fact]
    public void ExtremesHaveALogSumExp()
    {
        const float infinity = float.PositiveInfinity;
        Tensor x = Tensor.Constant([4, 2], -infinity, -infinity, infinity, 1, 1000, 1000, Nan, 0);
        float[] values = Run(x.LogSumExp(1), Isa.Current);
        Assert.Equal([-infinity, infinity, values[2], Nan], values);
        Assert.Equal(1000 + Math.Log(2), values[2], 1e-4);
    }

    [Fact]
    public void MismatchedShapesAreNamed()
    {
        Tensor x = Tensor.Input("x", [3, 4]);
        Assert.Contains(
            "no axis 5",
            Assert.Throws<ShapeException>(() => x.CumulativeSum(5)).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<ShapeException>(() => x.TakeAlong(1, Tensor.Input("i", [2, 4])));
        Assert.Throws<ShapeException>(() => Tensor.Constant([], 1).Gather(x));
        Assert.Throws<ShapeException>(() => x.Largest(0, 4));
    }

    private static float[] Run(Tensor output, InstructionSet set) =>
        Compiled.Run(output, new Dictionary<Tensor, double[]>(), new CompiledGraphOptions(Instructions: set));
}
