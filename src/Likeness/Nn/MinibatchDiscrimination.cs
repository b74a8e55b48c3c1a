using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// Appends to each row's features how close the row is to other rows, so that a discriminator sees a lack of variety: with M = x·Wᵀ as
/// [batch, outputs, kernel], o_b(i) = mean over j ≠ i of exp(−‖M_ib − M_jb‖₁). Salimans et al. 2016, arXiv:1606.03498, §3.2. The paper takes the sum
/// over j; the mean is independent of the batch size. W, [outputs · kernel, inputs], is named <c>weight</c> and initialised as in
/// <see cref="Linear"/>.
/// </summary>
internal sealed class MinibatchDiscrimination
{
    private readonly int outputs;
    private readonly int kernel;

    /// <summary>Creates the layer's parameter.</summary>
    /// <param name="scope">The scope of the parameter.</param>
    /// <param name="inputs">Features of a row.</param>
    /// <param name="outputs">Features that are appended, B.</param>
    /// <param name="kernel">Dimensions of each distance, C.</param>
    public MinibatchDiscrimination(ParameterScope scope, int inputs, int outputs, int kernel = 8)
    {
        (this.outputs, this.kernel) = (outputs, kernel);
        Weight = scope.Uniform("weight", [outputs * kernel, inputs], 1 / Math.Sqrt(inputs));
    }

    /// <summary>W: [outputs · kernel, inputs].</summary>
    public Parameter Weight { get; }

    /// <summary>Compares the rows of a batch with one another.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <returns>[batch, inputs + outputs]; the appended features of a batch of one row are 0.</returns>
    /// <exception cref="ShapeException">The number of features of x differs.</exception>
    public Tensor Apply(Tensor x)
    {
        // The distance of a row to itself is 0, and its kernel 1.
        float others = Math.Max(1, x.Shape[0] - 1);
        return Tensor.Concatenate(1, x, (Closeness(x, x) - 1) * (1 / others));
    }

    /// <summary>Compares rows with a reference batch, so that each result depends on its own row alone.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="reference">[reference, inputs], at least one row.</param>
    /// <returns>[batch, inputs + outputs].</returns>
    /// <exception cref="ShapeException">The number of features of x or of the reference differs.</exception>
    public Tensor Apply(Tensor x, Tensor reference) =>
        Tensor.Concatenate(1, x, Closeness(x, reference) * (1f / reference.Shape[0]));

    // The sum over all rows of the second batch: [batch, outputs].
    private Tensor Closeness(Tensor x, Tensor to)
    {
        var left = Linear.Project(x, Weight, bias: null).Reshape([x.Shape[0], 1, outputs, kernel]);
        var right = Linear.Project(to, Weight, bias: null).Reshape([1, to.Shape[0], outputs, kernel]);
        return (-(left - right).Abs().Sum([3])).Exp().Sum([1]);
    }
}
