using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// y = x·(W ⊙ M)ᵀ + b along the last axis, where the mask M says which outputs may depend on which inputs. Germain et al. 2015,
/// arXiv:1502.03509, eq. 8. Parameters are named and begin as those of <see cref="Linear"/>; masked weights are never read.
/// </summary>
public sealed class MaskedLinear
{
    private readonly Linear linear;
    private readonly Tensor mask;

    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="inputs">Features in; at least 1.</param>
    /// <param name="outputs">Features out; at least 1.</param>
    /// <param name="allows">Whether an output (first) may depend on an input (second).</param>
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
    /// <exception cref="ShapeException">x has another number of features.</exception>
    public Tensor Apply(Tensor x) => Linear.Project(x, linear.Weight.Tensor * mask, linear.Bias!.Tensor);

    /// <summary>
    /// Some outputs from some inputs, all of whose weights must be allowed: what a part of a masked network costs when it is walked
    /// through in order.
    /// </summary>
    /// <param name="x">The inputs: [batch, input.Count].</param>
    /// <param name="output">First output, and how many.</param>
    /// <param name="input">First input, and how many; 0 leaves the bias alone.</param>
    /// <returns>[batch, output.Count]; [1, output.Count] where there are no inputs.</returns>
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
