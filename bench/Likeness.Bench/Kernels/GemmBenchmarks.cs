using BenchmarkDotNet.Attributes;
using Likeness.Compute.Cpu;

namespace Likeness.Bench.Kernels;

/// <summary>The register tile on the shapes of a training step, one core: [rows, inner] · [inner, lanes].</summary>
public class GemmBenchmarks
{
    private AlignedBuffer a = null!;
    private AlignedBuffer b = null!;
    private AlignedBuffer c = null!;

    /// <summary>Rows of the result.</summary>
    [Params(256)]
    public int Rows { get; set; }

    /// <summary>The inner extent.</summary>
    [Params(5, 64, 256)]
    public int Inner { get; set; }

    /// <summary>Lanes of the result.</summary>
    [Params(64, 256)]
    public int Lanes { get; set; }

    /// <summary>Allocates the operands.</summary>
    [GlobalSetup]
    public void Setup()
    {
        a = new AlignedBuffer(Rows * Inner);
        b = new AlignedBuffer(Inner * Lanes);
        c = new AlignedBuffer(Rows * Lanes);
    }

    /// <summary>One matmul.</summary>
    [Benchmark]
    public unsafe void MatMul()
    {
        var arguments = new GemmArguments
        {
            A = a.Data,
            ARow = Inner,
            ACol = 1,
            B = b.Data,
            BRow = Lanes,
            C = c.Data,
            CRow = Lanes,
            M = Rows,
            N = Lanes,
            K = Inner,
        };
        Gemm.Run(ref arguments, 0, Gemm.Tiles(Rows, Lanes, Inner, Isa.Current), Isa.Current);
    }

    /// <summary>Frees the operands.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        a.Dispose();
        b.Dispose();
        c.Dispose();
    }
}
