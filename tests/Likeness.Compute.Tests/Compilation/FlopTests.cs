using System.Globalization;
using System.Text.RegularExpressions;
using Likeness.Compute.Compilation;
using Likeness.Compute.Cpu;
using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;
using CompiledGraph = Likeness.Compute.Compilation.CompiledGraph;

namespace Likeness.Compute.Tests.Compilation;

/// <summary>The reported floating-point operations of a graph; a multiply-add counts as two.</summary>
public sealed class FlopTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 64, 33)]
    [InlineData(7, 5, 3)]
    [InlineData(64, 1, 70)]
    [InlineData(130, 70, 64)]
    [InlineData(256, 192, 300)]
    public void AProductTakesTwoMnk(int m, int n, int k)
    {
        foreach (InstructionSet set in Compiled.InstructionSets)
        {
            Tensor a = Tensor.Input("a", [m, k]);
            using Parameter b = new("b", [n, k]);
            Assert.Equal(2L * m * n * k, Flops(a.MatMul(b.Tensor.Transpose()), set));
            // The extra element would belong to one more result.
            Assert.Equal((2L * m * n * k) + (m * n), Flops(a.MatMul(b.Tensor.Transpose()).Tanh(), set));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public void AProductOfBatchesTakesAsManyTimes(int batch)
    {
        Tensor a = Tensor.Input("a", [batch, 7, 5]);
        Tensor b = Tensor.Input("b", [batch, 5, 9]);
        Assert.Equal(2L * batch * 7 * 5 * 9, Flops(a.MatMul(b)));
        Assert.Equal(2L * batch * 7 * 5 * 9, Flops(Tensor.Contract("nij,jk->nik", a, Tensor.Input("c", [5, 9]))));
    }

    public static TheoryData<string, Shape, Shape, Window[], int> Convolutions =>
        new()
        {
            { "a sequence", [3, 5, 20], [4, 6, 5], [new()], 1 },
            { "images", [2, 5, 9, 8], [3, 2, 6, 5], [new(), new()], 1 },
            { "images by two", [2, 5, 9, 8], [3, 2, 6, 5], [new(2), new(2)], 1 },
            { "images in groups", [2, 6, 9, 8], [3, 3, 4, 3], [new(), new()], 2 },
            { "images in lanes", [32, 6, 9, 8], [3, 3, 5, 6], [new(2), new(2)], 1 },
            { "few channels in lanes", [32, 3, 9, 8], [3, 3, 16, 3], [new(), new()], 1 },
            { "padded images", [2, 5, 9, 8], [3, 3, 6, 5], [Window.Padded(1), Window.Padded(1, 2)], 1 },
        };

    /// <summary>Two for each output, each channel that it sees, and each kernel element inside the array.</summary>
    [Theory]
    [MemberData(nameof(Convolutions), DisableDiscoveryEnumeration = true)]
    public void AConvolutionTakesTwoForEachWeightOfEachResult(
        string what,
        Shape x,
        Shape w,
        Window[] windows,
        int groups
    )
    {
        Tensor y = Tensor.Input("x", x).Convolve(Tensor.Input("w", w), windows, groups);
        long seen = 1; // pairs of a position and a kernel element
        for (int axis = 0; axis < windows.Length; axis++)
        {
            int count = 0;
            for (int position = 0; position < y.Shape[axis + 2]; position++)
            {
                for (int tap = 0; tap < w[axis]; tap++)
                {
                    int from = (position * windows[axis].Stride) + tap - windows[axis].Before;
                    count += from >= 0 && from < x[axis + 2] ? 1 : 0;
                }
            }

            seen *= count;
        }

        long expected = 2L * x[0] * w[-2] * w[-1] * seen;
        bool isPadded = windows.Any(window => window.Before > 0);
        long all = y.Shape.Skip(2).Concat(w.Take(windows.Length)).Aggregate(2L * x[0] * w[-2] * w[-1], (a, b) => a * b);
        Assert.Equal(isPadded, expected < all);
        Assert.True(expected == Flops(y), $"{what}: {Flops(y)}, not {expected}");
    }

    [Fact]
    public void WinogradsWayCountsWhatItSparesToo()
    {
        using Parameter w = new("w", [3, 3, 32, 32]);
        Tensor y = Tensor.Input("x", [16, 32, 8, 8]).Convolve(w.Tensor, [Window.Padded(1), Window.Padded(1)]);
        // Along each axis of eight positions, six see all three kernel elements, and the first and the last see two.
        long direct = 2L * 16 * 32 * 32 * 22 * 22;
        // Plus the transforms of the kernels.
        Assert.Equal(direct + (99 * 32 * 32), Flops(y));
    }

    [Fact]
    public void TheGradientsOfAConvolutionTakeAsMuchEach()
    {
        Tensor x = Tensor.Input("x", [2, 5, 9, 8]);
        Tensor w = Tensor.Input("w", [3, 2, 6, 5]);
        Tensor y = x.Convolve(w, [new(), new()]);
        Tensor g = Tensor.Input("g", y.Shape);
        long forward = Flops(y);
        Tensor[] gradients = Gradient.Back([(y, g)], [x, w]);
        Assert.Equal(forward, Flops(gradients[0]));
        Assert.Equal(forward, Flops(gradients[1]));
    }

    [Fact]
    public void ALoopTakesItsBodyAsOftenAsItRuns()
    {
        Tensor x = Tensor.Input("x", [8, 8]);
        Tensor w = Tensor.Input("w", [8, 8]);
        // Plus the increment of the iteration index.
        Assert.Equal(5 * ((2L * 8 * 8 * 8) + 1), Flops(Tensor.Loop(5, [x], (_, s) => [s[0].MatMul(w)])[0]));
    }

    [Fact]
    public void TheListingPrintsThem()
    {
        using CompiledGraph graph = CompiledGraph.Compile([
            Tensor.Input("a", [130, 64]).MatMul(Tensor.Input("b", [64, 70])),
        ]);
        string listing = graph.Explain();
        double expected = 2e-6 * 130 * 64 * 70;
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $" {expected:F2} MFLOP"),
            listing,
            StringComparison.Ordinal
        );
        Match row = Regex.Match(listing, @"\n +\d+ +(\d+\.\d+) .* matmul \[130, 64\]·\[64, 70\]");
        Assert.True(row.Success, listing);
        Assert.Equal(expected, double.Parse(row.Groups[1].Value, CultureInfo.InvariantCulture), 5e-4);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void ARegionThatIsComputedAgainIsNamed(int workers)
    {
        using var pool = new WorkerPool(workers);
        Tensor x = Tensor.Input("x", [32, 48]);
        using Parameter first = new("first", [48, 48]);
        using Parameter second = new("second", [48, 48]);
        Tensor Layers(bool regions)
        {
            Tensor Outer(Tensor h) => h.MatMul(first.Tensor).Tanh();
            Tensor Inner(Tensor h) => h.MatMul(second.Tensor).Sin();
            Tensor a = regions ? Recompute.Region("lower part", () => Outer(x)) : Outer(x);
            return regions ? Recompute.Region("upper part", () => Inner(a)) : Inner(a);
        }

        string Listing(bool regions, bool differentiated, bool timed = false)
        {
            Tensor loss = Layers(regions).Square().Sum();
            Tensor[] outputs = differentiated ? [loss, .. Gradient.Compute(loss, first.Tensor, second.Tensor)] : [loss];
            using CompiledGraph graph = CompiledGraph.Compile(outputs, null, new CompiledGraphOptions(pool));
            string listing = timed ? graph.Explain(1) : graph.Explain();
            return Regex.Replace(listing, @"\s+", " ");
        }

        foreach (bool timed in new[] { false, true })
        {
            string listing = Listing(regions: true, differentiated: true, timed);
            Assert.Matches(@"\[48, 48\], then tanh [a-z ]*\[32, 48\], again in lower part", listing);
            Assert.Matches(@"\[48, 48\], then sin [a-z ]*\[32, 48\], again in upper part", listing);
            // A matmul and its epilogue each; the gradients' own matmuls are not included.
            Assert.Equal(2, Regex.Count(listing, "again in"));
        }

        // Nothing is recomputed without a gradient or without regions.
        Assert.DoesNotContain("again", Listing(regions: true, differentiated: false), StringComparison.Ordinal);
        Assert.DoesNotContain("again", Listing(regions: false, differentiated: true), StringComparison.Ordinal);
    }

    private static long Flops(Tensor y, InstructionSet? set = null)
    {
        using CompiledGraph graph = CompiledGraph.Compile([y], null, new CompiledGraphOptions(Instructions: set));
        return graph.Flops;
    }
}
