using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Likeness.Compute.Cpu;

namespace Likeness.Bench.Kernels;

/// <summary>Functions of 4,096 floats in L1: the engine's loops next to System.Numerics.Tensors.</summary>
public unsafe class FunctionBenchmarks
{
    private const int Count = 4096;
    private AlignedBuffer input = null!;
    private AlignedBuffer result = null!;
    private Kernel kernel = null!;

    /// <summary>The function.</summary>
    [Params("exp", "log", "tanh", "sigmoid")]
    public string Function { get; set; } = "exp";

    /// <summary>The result of the last call.</summary>
    internal ReadOnlySpan<float> Result => new(result.Data, Count);

    /// <summary>Fills the input with numbers in the domain of every function.</summary>
    [GlobalSetup]
    public void Setup()
    {
        (input, result) = (new AlignedBuffer(Count), new AlignedBuffer(Count));
        for (int i = 0; i < Count; i++)
        {
            input.Data[i] = 0.25f + (4f * i / Count);
        }

        kernel = Function switch
        {
            "exp" => Kernel.Unary<Exp>(),
            "log" => Kernel.Unary<Log>(),
            "tanh" => Kernel.Unary<Tanh>(),
            _ => Kernel.Unary<Sigmoid>(),
        };
    }

    /// <summary>The engine's.</summary>
    [Benchmark]
    public void Likeness()
    {
        var operand = new Operand { Data = input.Data, ColStride = 1 };
        kernel.Function(Isa.Current)(result.Data, Count, &operand, 1, Count);
    }

    /// <summary>The library's.</summary>
    [Benchmark(Baseline = true)]
    public void TensorPrimitive()
    {
        ReadOnlySpan<float> from = new(input.Data, Count);
        Span<float> to = new(result.Data, Count);
        switch (Function)
        {
            case "exp":
                TensorPrimitives.Exp(from, to);
                break;
            case "log":
                TensorPrimitives.Log(from, to);
                break;
            case "tanh":
                TensorPrimitives.Tanh(from, to);
                break;
            default:
                TensorPrimitives.Sigmoid(from, to);
                break;
        }
    }

    /// <summary>Frees the memory.</summary>
    [GlobalCleanup]
    public void Cleanup()
    {
        input.Dispose();
        result.Dispose();
    }
}
