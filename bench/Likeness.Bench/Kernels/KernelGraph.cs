using Likeness.Compute.Cpu;
using Likeness.Compute.Graph;

namespace Likeness.Bench.Kernels;

/// <summary>The operands of a kernel: parameters and inputs, filled with fixed random numbers.</summary>
/// <param name="batch">The batch size.</param>
internal sealed class KernelGraph(int batch) : IDisposable
{
    private readonly List<Parameter> weights = [];
    private readonly List<(Tensor Input, Func<PhiloxRandom, double> Draw)> inputs = [];

    /// <summary>The batch size.</summary>
    public int Batch { get; } = batch;

    /// <summary>A parameter of normal numbers.</summary>
    public Tensor Weight(params int[] shape)
    {
        var parameter = new Parameter($"w{weights.Count}", new Shape(shape));
        var random = new PhiloxRandom(2, (ulong)weights.Count);
        foreach (ref float value in parameter.Values)
        {
            value = (float)random.NextNormal() * 0.05f;
        }

        weights.Add(parameter);
        return parameter.Tensor;
    }

    /// <summary>An input of normal numbers: [batch, …].</summary>
    public Tensor Given(params int[] shape) => Input([Batch, .. shape], random => random.NextNormal());

    /// <summary>An input of denormal numbers: [batch, …].</summary>
    public Tensor Denormal(params int[] shape) => Input([Batch, .. shape], random => 1e-39 * random.NextNormal());

    /// <summary>An input of indices below a number: [batch, …].</summary>
    public Tensor Indices(int below, params int[] shape) =>
        Input([Batch, .. shape], random => Math.Floor(random.NextDouble() * below));

    /// <summary>Fills the inputs.</summary>
    public void Fill(Compute.Compilation.CompiledGraph graph)
    {
        var random = new PhiloxRandom(1, 0);
        foreach ((Tensor input, Func<PhiloxRandom, double> sample) in inputs)
        {
            float[] values = new float[input.Shape.Count];
            foreach (ref float value in values.AsSpan())
            {
                value = (float)sample(random);
            }

            graph.Write(input, values);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => weights.ForEach(weight => weight.Dispose());

    private Tensor Input(int[] shape, Func<PhiloxRandom, double> sample)
    {
        Tensor input = Tensor.Input($"x{inputs.Count}", new Shape(shape));
        inputs.Add((input, sample));
        return input;
    }
}
