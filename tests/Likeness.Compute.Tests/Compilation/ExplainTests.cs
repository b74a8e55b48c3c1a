using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

public sealed class ExplainTests : IDisposable
{
    private readonly Parameter weight = new("w", [130, 70]);
    private readonly Tensor x = Tensor.Input("x", [64, 70]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TheListingSaysWhatWasFusedAndFitsThePage(int workers)
    {
        using var pool = new WorkerPool(workers);
        using CompiledGraph graph = Step(pool);
        foreach (string listing in new[] { graph.Explain(), graph.Explain(3) })
        {
            Assert.All(listing.Split('\n'), line => Assert.InRange(line.TrimEnd('\r').Length, 0, 120));
            string flat = System.Text.RegularExpressions.Regex.Replace(listing, @"\s+", " ");
            Assert.Contains("matmul [64, 70]·[130, 70], then", flat, StringComparison.Ordinal);
            Assert.Contains("normal numbers [64, 70]", flat, StringComparison.Ordinal);
            Assert.Contains($"steps on {workers} worker", flat, StringComparison.Ordinal);
            Assert.Contains("compiled in", flat, StringComparison.Ordinal);
        }

        string timed = graph.Explain(3);
        foreach (string word in new[] { "matmuls", "reductions", "random", "waiting", "GFLOP/s", "GB/s" })
        {
            Assert.Contains(word, timed, StringComparison.Ordinal);
        }

        // Which of the two bounds a step depends on the load of the machine.
        Assert.Matches(@"(compute|memory) +\d+%", timed);

        Assert.True(graph.CompileTime > TimeSpan.Zero);
    }

    [Fact]
    public void TimedRunsLeaveParametersAndTheStepAsTheyWere()
    {
        using CompiledGraph graph = Step(null);
        graph.Run();
        float[] before = weight.Values.ToArray();
        graph.Explain(3);
        Assert.Equal(before, weight.Values.ToArray());
        Assert.Equal(1UL, graph.Step);
        graph.Run();
        Assert.NotEqual(before, weight.Values.ToArray());
    }

    [Fact]
    public void BytesCountWhatAStepTouches()
    {
        // A row that is broadcast to all rows counts once, and a slice counts only its elements.
        Tensor rows = Tensor.Input("rows", [32, 48]);
        Tensor sum = rows.Slice(1, 0, 16) + new Parameter("bias", [16]).Tensor;
        using CompiledGraph graph = CompiledGraph.Compile([sum]);
        double expected = (32 * 16 * 4) + (16 * 4) + (32 * 16 * 4);
        Assert.Contains($" {expected / 1e6:F2} MB read and written", graph.Explain(), StringComparison.Ordinal);
        Assert.Contains($" {expected / 1e3:F0} ", graph.Explain(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void TheMachineIsMeasuredOnEveryInstructionSet(InstructionSet set)
    {
        var speed = MachineSpeed.Measure(set, null, bytes: 1);
        // No core does less than one operation in ten nanoseconds or more than 64 in a cycle at 6 GHz; a wrong unit is a factor of 1,000.
        Assert.InRange(speed.Flops, 1e8, 4e11);
        Assert.InRange(speed.Bytes, 1e8, 1e12);
    }

    public static TheoryData<InstructionSet> Sets => [.. Compiled.InstructionSets];

    public void Dispose() => weight.Dispose();

    private CompiledGraph Step(WorkerPool? pool)
    {
        var random = new RandomValues(3);
        Array.ConvertAll(random.Uniform(weight.Shape.Count), v => (float)v).CopyTo(weight.Values);
        Tensor noisy = x + Tensor.RandomNormal(x.Shape, stream: 1);
        Tensor loss = noisy.MatMul(weight.Tensor.Transpose()).Tanh().Square().Mean();
        Tensor gradient = Gradient.Compute(loss, weight.Tensor)[0];
        return CompiledGraph.Compile(
            [loss],
            [new Assignment(weight, weight.Tensor - gradient)],
            new CompiledGraphOptions(pool)
        );
    }
}
