using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// y = x·(W ⊙ M)ᵀ + b along the last axis, where the mask M says which outputs may depend on which inputs. Germain et al. 2015,
/// arXiv:1502.03509, eq. 8. Parameters are named and initialised as in <see cref="Linear"/>; masked weights are never read.
/// </summary>
public sealed class MaskedLinear
{
    private readonly Linear linear;
    private readonly Tensor mask;

    /// <summary>Creates the layer's parameters.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input features; at least 1.</param>
    /// <param name="outputs">Output features; at least 1.</param>
    /// <param name="allows">Whether an output (first argument) may depend on an input (second argument).</param>
    public MaskedLinear(ParameterScope scope, int inputs, int outputs, Func<int, int, bool> allows)
    {
        linear = new Linear(scope, inputs, outputs);
        var values = new float[outputs * inputs];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = allows(i / inputs, i % inputs) ? 1 : 0;
        }

        mask = Tensor.Constant([outputs, inputs], values);
    }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">[batch, …, inputs].</param>
    /// <returns>[batch, …, outputs].</returns>
    /// <exception cref="ShapeException">The number of features of x differs.</exception>
    public Tensor Apply(Tensor x) => Linear.Project(x, linear.Weight.Tensor * mask, linear.Bias!.Tensor);

    /// <summary>
    /// Some outputs from some inputs whose weights are all unmasked: one part of a masked network's sequential evaluation.
    /// </summary>
    /// <param name="x">The inputs: [batch, input.Count].</param>
    /// <param name="output">The first output, and the number of outputs.</param>
    /// <param name="input">The first input, and the number of inputs; 0 for the bias alone.</param>
    /// <returns>[batch, output.Count]; [1, output.Count] without inputs.</returns>
    internal Tensor ApplyBlock(Tensor? x, (int Start, int Count) output, (int Start, int Count) input)
    {
        var bias = linear.Bias!.Tensor.Slice(0, output.Start, output.Count);
        if (x is null)
        {
            return bias.Reshape([1, output.Count]);
        }

        var rows = linear.Weight.Tensor.Slice(0, output.Start, output.Count);
        return Linear.Project(x, rows.Slice(1, input.Start, input.Count), bias);
    }
}
