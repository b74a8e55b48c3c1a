using Likeness.Compute.Graph;
using Likeness.Nn;

namespace Likeness.Models.Tokens;

/// <summary>
/// A separate linear layer for each column of a table: y[n, c] = W[c]·x[n, c] + b[c], with W [columns, outputs, inputs] and b
/// [columns, outputs] named <c>weight</c> and <c>bias</c>. Both start uniform on ±1/√inputs. It maps values to tokens, as in
/// Gorishniy et al. 2021, arXiv:2106.11959, §3.3, and tokens to outputs.
/// </summary>
internal sealed class ColumnLinear
{
    /// <summary>Makes the layer's parameters.</summary>
    /// <param name="scope">Where they go.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="inputs">Features in.</param>
    /// <param name="outputs">Features out.</param>
    public ColumnLinear(ParameterScope scope, int columns, int inputs, int outputs)
    {
        double bound = 1 / Math.Sqrt(inputs);
        Weight = scope.Uniform("weight", [columns, outputs, inputs], bound);
        Bias = scope.Uniform("bias", [columns, outputs], bound);
    }

    /// <summary>W: [columns, outputs, inputs].</summary>
    public Parameter Weight { get; }

    /// <summary>b: [columns, outputs].</summary>
    public Parameter Bias { get; }

    /// <summary>Applies the layer to all columns.</summary>
    /// <param name="x">[batch, columns, inputs].</param>
    /// <returns>[batch, columns, outputs].</returns>
    public Tensor Apply(Tensor x) => Tensor.Contract("nci,coi->nco", x, Weight) + Bias.Tensor;

    /// <summary>Applies the layer of one column.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="column">Which: one number.</param>
    /// <returns>[batch, outputs].</returns>
    public Tensor ApplyAt(Tensor x, Tensor column)
    {
        var shape = Weight.Shape;
        var weight = Weight.Tensor.Gather(column).Reshape([shape[1], shape[2]]);
        return Linear.Project(x, weight, Bias.Tensor.Gather(column).Reshape([shape[1]]));
    }
}
