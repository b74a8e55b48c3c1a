using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;
using Buffer = Likeness.Compute.Compilation.Buffer;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Safety;

/// <summary>Sizes whose product, sum or rounding exceeds an int are rejected before any allocation.</summary>
public sealed class SizeTests
{
    private const int Most = 2_147_418_112;

    public static TheoryData<string, Func<object>> TooLarge =>
        new()
        {
            { "more than 2147418112 elements (given [65536, 65536])", () => new Shape(65536, 65536) },
            { "more than 2147418112 elements (given [0, 65536, 65536])", () => new Shape(0, 65536, 65536) },
            { "more than 2147418112 elements (given [2147483647])", () => new Parameter("p", [int.MaxValue]) },
            { "33 axes are more than 32", () => new Shape([.. Enumerable.Repeat(1, 33)]) },
            { "3000000 axes are more than 32", () => new Shape([.. Enumerable.Repeat(1, 3_000_000)]) },
            { "more than 2147418112 elements (given [50000, 50000])", () => Input(50000, 1) + Input(1, 50000) },
            { "more than 2147418112 elements (given [50000, 50000])", () => Input(50000, 3).MatMul(Input(3, 50000)) },
            { "more than 2147418112 elements", () => Input(50000, 50).Gather(Input(50_000_000)) },
            { "65537 elements from 0 by 65536 exceed axis 0", () => Input(70000).Slice(0, 0, 65537, 65536) },
            { "3 elements from 69999 by -2147483648", () => Input(70000).Slice(0, 69999, 3, int.MinValue) },
            { "an extent of 4294967298", () => Input(4).Pad(0, int.MaxValue, int.MaxValue) },
            {
                "an extent of 4000000000",
                () => Tensor.Concatenate(0, Constant(2_000_000_000), Constant(2_000_000_000))
            },
            { "an extent of 4294967298", () => Convolve(8, new Window(1, int.MaxValue, int.MaxValue - 2)) },
            { "the kernel is larger than the padded array", () => Convolve(8, new Window(Dilation: int.MaxValue)) },
            { "the kernel is larger than the padded array", () => Convolve(8, new Window(Dilation: 1 << 30)) },
            { "an extent of 7516192771", () => Spread(8, new Window(Stride: 1 << 30)) },
            { "an extent of 2147483661", () => Spread(8, new Window(1, -2, -2), int.MaxValue) },
            { "2000000 positions times 1000 kernel elements are too many", () => LongKernel() },
            { "an extent of 2147483648", () => Tensor.Attention(Wide(1 << 30), Wide(1 << 30), Wide(1 << 30), 1 << 30) },
            { "4294967328 floats of memory are more than", () => Compile(Input(17, 89478486) + 1) },
            { "4294967328 floats of memory are more than", () => Compile(Tall(89478486, 17).CumulativeSum(0)) },
            { "floats of memory are more than", () => Compile(Attention(16, 2, 30_000_000)) },
            { "134217728 matrices are too many", () => Compile(SmallProducts()) },
        };

    [Theory]
    [MemberData(nameof(TooLarge), DisableDiscoveryEnumeration = true)]
    public void ASizeThatNoMemoryHasIsRefusedByName(string message, Func<object> make)
    {
        var error = Assert.Throws<ShapeException>(make);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLargestShapeIsRoundedUpWithinAnInt()
    {
        Assert.Equal(Most, new Shape(Most).Count);
        Assert.Equal(Most, new Shape(2, Most / 2).Count);
        Assert.Throws<ShapeException>(() => new Shape(Most + 1));
        Assert.True(checked(Most + 4096 + 64) > 0);
    }

    [Fact]
    public void AGraphOfMoreMemoryThanTheMachineHasIsRefused()
    {
        // Eight arrays of nearly 8 GiB that cannot share memory.
        Tensor x = Tensor.RandomUniform([1, Most], stream: 1);
        Tensor[] all = [.. Enumerable.Range(0, 8).Select(i => (x + i).CumulativeSum(0).Exp())];
        Assert.Throws<InsufficientMemoryException>(() => CompiledGraph.Compile(all));
    }

    [SkippableFact]
    public void AParameterOfMoreMemoryThanTheMachineHasIsRefused()
    {
        long available = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        Skip.If(available > 4L * Most, "this machine has more memory than the largest parameter");
        Assert.Throws<InsufficientMemoryException>(() => new Parameter("large", [Most]));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void OneElementIsTakenWhateverTheStep(int step)
    {
        Tensor x = Input(7, 3);
        Tensor y = x.Slice(0, 5, 1, step).Permute(1, 0).Reshape([3]).Exp();
        Compiled.Agrees(y, new Dictionary<Tensor, double[]> { [x] = new RandomValues(1).Uniform(21) });
        Assert.Throws<ShapeException>(() => x.Slice(0, 5, 1, 0));
    }

    [Theory]
    [InlineData(-3, 5, -7, 9)]
    [InlineData(12, -12, 0, 0)]
    [InlineData(1, 1, -20, 20)]
    public void WindowsThatCutOffGiveWhatTheDefinitionGives(int top, int bottom, int left, int right)
    {
        // Enough channels and samples for the Winograd form.
        Tensor x = Input(16, 16, 9, 12);
        Tensor w = Tensor.Input("w", [3, 3, 16, 16]);
        Tensor y = x.Convolve(w, [new Window(1, top, bottom), new Window(1, left, right)]);
        var random = new RandomValues(1);
        Compiled.Agrees(
            y.Sum([1]),
            new Dictionary<Tensor, double[]>
            {
                [x] = random.Uniform(x.Shape.Count),
                [w] = random.Uniform(w.Shape.Count),
            },
            tolerance: 1e-3
        );
    }

    [Theory]
    [InlineData(16_777_219, 16_777_220f, 16_777_219)]
    [InlineData(2_000_000_001, float.PositiveInfinity, 2_000_000_000)]
    [InlineData(7, -3, 0)]
    [InlineData(7, float.NaN, 0)]
    public unsafe void NoMoreSourcesAreCountedThanThereAre(int all, float told, int counted)
    {
        using var memory = new AlignedBuffer(1);
        memory.Span[0] = told;
        var count = new AttentionCount(new View(new Buffer(memory, 1, "count"), new Strided(0, [])), all);
        count.Bind(null);
        Assert.Equal(counted, count.Value);
    }

    private static Tensor Input(params int[] extents) => Tensor.Input("x", new Shape(extents));

    private static Tensor Constant(int extent) => Tensor.Constant([extent], 1);

    private static Tensor Tall(int rows, int columns) =>
        Tensor.RandomUniform([rows], 1).Reshape([rows, 1]).BroadcastTo([rows, columns]);

    private static Tensor Wide(int width) => Tensor.Constant([1, 1, width], 1);

    private static Tensor Convolve(int extent, Window window) => Input(1, 1, extent).Convolve(Input(3, 1, 1), [window]);

    private static Tensor Spread(int extent, Window window, int extra = 0) =>
        Input(1, 1, extent).ConvolveTransposed(Input(3, 1, 1), [window], [extra]);

    private static Tensor LongKernel() => Input(1, 1, 2_000_999).Convolve(Input(1000, 1, 1), [new Window()]);

    private static Tensor Attention(int batch, int positions, int width) =>
        Tensor.Attention(Random(batch, positions, width), Random(batch, 1, width), Random(batch, 1, width), 1);

    // Needs no memory before the graph is compiled.
    private static Tensor Random(params int[] extents) => Tensor.RandomUniform(new Shape(extents), stream: 1);

    // One matrix for each index in 28 axes of extent two, one of which is the lanes.
    private static Tensor SmallProducts()
    {
        const string batch = "abcdefghijklmnopqrstuvwxyzAB";
        Tensor x = Tensor.Input("x", [.. batch.Select(_ => 2), 1]);
        return Tensor.Contract($"{batch}D,{batch}E->{batch}DE", x, x);
    }

    private static CompiledGraph Compile(Tensor output) => CompiledGraph.Compile([output]);
}
