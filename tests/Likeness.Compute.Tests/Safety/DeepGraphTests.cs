using Likeness.Compute.Compilation;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using Likeness.Compute.Tests.Compilation;
using Buffer = Likeness.Compute.Compilation.Buffer;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Safety;

/// <summary>Graphs that are deeper or wider than a stack: an overflow of it would end the process.</summary>
public sealed class DeepGraphTests
{
    // Small, so that small graphs already exhaust it.
    private const int SmallStack = 384 * 1024;
    private const int FullStack = 176 * 1024;

    [Fact]
    public void AGroupOfThousandsOfNodesIsComputedInParts()
    {
        const int terms = 3000;
        Tensor[] all = [.. Enumerable.Range(0, terms).Select(i => Tensor.Input($"x{i}", [2, 17]))];
        Tensor sum = all.Aggregate((a, b) => a + b);
        var sums = new float[34];
        OnStack(
            SmallStack,
            () =>
            {
                using CompiledGraph graph = CompiledGraph.Compile([sum]);
                for (int i = 0; i < terms; i++)
                {
                    graph.Write(all[i], [.. Enumerable.Repeat((float)(i % 7), 34)]);
                }

                graph.Run();
                graph.Read(sum, sums);
            }
        );
        float expected = Enumerable.Range(0, terms).Sum(i => i % 7);
        Assert.All(sums, value => Assert.Equal(expected, value));
    }

    [Fact]
    public void AChainOfViewsThatIsTooLongIsRefused()
    {
        Tensor view = Tensor.Input("x", [3000]);
        for (int i = 0; i < 2000; i++)
        {
            view = view.Slice(0, 1, view.Shape[0] - 1);
        }

        IsRefused(() => CompiledGraph.Compile([view.Exp()]));
    }

    [Fact]
    public void LoopsThatAreNestedTooDeeplyAreRefused()
    {
        static Tensor Nested(int depth, Tensor x) =>
            depth == 0 ? x + 1 : Tensor.Loop(1, [x], (_, states) => [Nested(depth - 1, states[0])])[0];
        Tensor loop = Nested(700, Tensor.Input("x", [2]));
        IsRefused(() => CompiledGraph.Compile([loop]));
    }

    public static TheoryData<string, Action> RecursiveWork
    {
        get
        {
            Tensor x = Tensor.Input("x", [2]);
            CompiledGraph graph = CompiledGraph.Compile([x.Exp()]);
            return new()
            {
                { "run", graph.Run },
                { "compile", () => CompiledGraph.Compile([x.Exp()]).Dispose() },
                { "gradient", () => Gradient.Compute(x.Exp().Sum(), x) },
            };
        }
    }

    [Theory]
    [MemberData(nameof(RecursiveWork), DisableDiscoveryEnumeration = true)]
    public void AThreadWithoutRoomOnItsStackIsRefused(string what, Action act)
    {
        static bool IsRefused(Action act, int left)
        {
            Span<long> room = stackalloc long[1024];
            room.Clear();
            return left > 0
                && (!SharedUseTests.Allowed<InsufficientExecutionStackException>(act) || IsRefused(act, left - 1));
        }

        OnStack(SmallStack, () => Assert.True(IsRefused(act, 8 * SmallStack / 8192), what));
    }

    [Fact]
    public void PartsOfAGraphAreToldApartWithoutRecursion()
    {
        // Large results of separate steps, read by one step, form a long chain of parts.
        Buffer[] results = [.. Enumerable.Range(0, 5000).Select(i => new Buffer(1 << 16, $"{i}"))];
        FakeStep[] steps =
        [
            .. results.Select(result => new FakeStep([], [result], work: 1, lanes: 0)),
            new FakeStep(results, [new Buffer(1, "sum")], work: 1, lanes: 0),
        ];
        OnStack(SmallStack, () => Ownership.Divide(steps, workers: 2, small: 10));
    }

    [Fact]
    public void ARegionInManyOthersHasANameOfTheirNames()
    {
        // Names that doubled with each level would have 2⁴⁰ letters.
        static Tensor Nested(int depth, Tensor x) =>
            depth == 0 ? x.Exp() : Recompute.Region($"{depth}", () => Nested(depth - 1, x) * 2);
        Tensor x = Tensor.Input("x", [2]);
        Tensor gradient = Gradient.Compute(Nested(40, x).Sum(), x)[0];
        string[] regions = [.. Tensor.Ancestors([gradient]).Select(node => node.Region ?? string.Empty)];
        Assert.InRange(regions.Max(region => region.Length), 40, 200);
    }

    private static void IsRefused(Func<object> act) =>
        OnStack(FullStack, () => Assert.Throws<InsufficientExecutionStackException>(act));

    private static void OnStack(int bytes, Action act)
    {
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(act), bytes);
        thread.Start();
        Assert.True(thread.Join(TimeSpan.FromMinutes(2)), "the thread hangs");
        Assert.Null(error);
    }
}
