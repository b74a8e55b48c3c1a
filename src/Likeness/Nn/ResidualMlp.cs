using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A linear layer, blocks h + W₂·f(W₁·f(h)), and a linear layer of f(h), f being a ReLU and a dropout: the residual network of He et al.
/// 2016, arXiv:1603.05027, as Durkan et al. 2019, arXiv:1906.04032, use it; they drop numbers between W₁ and W₂ alone. Layers are named <c>initial_layer</c>,
/// <c>blocks.0.linear_layers.0</c>, …, <c>final_layer</c>.
/// </summary>
public sealed class ResidualMlp
{
    private readonly Linear first;
    private readonly (Linear Inner, Linear Outer)[] blocks;
    private readonly Linear last;
    private readonly Dropout dropout;

    /// <summary>Makes the layers.</summary>
    /// <param name="scope">Where their parameters go.</param>
    /// <param name="inputs">Features in; at least 1.</param>
    /// <param name="hidden">Features between.</param>
    /// <param name="blocks">How many blocks; at least 0.</param>
    /// <param name="outputs">Features out.</param>
    /// <param name="dropout">The share of numbers after each ReLU that is set to zero in training.</param>
    public ResidualMlp(ParameterScope scope, int inputs, int hidden, int blocks, int outputs, double dropout = 0)
    {
        first = new Linear(scope.At("initial_layer"), inputs, hidden);
        this.blocks = new (Linear, Linear)[blocks];
        for (int i = 0; i < blocks; i++)
        {
            var inside = scope.At("blocks").At(i).At("linear_layers");
            this.blocks[i] = (new Linear(inside.At(0), hidden, hidden), new Linear(inside.At(1), hidden, hidden));
        }

        last = new Linear(scope.At("final_layer"), hidden, outputs);
        this.dropout = new Dropout(dropout);
    }

    /// <summary>Applies the layers.</summary>
    /// <param name="x">[batch, inputs].</param>
    /// <param name="pass">Whether this is training, for the dropout.</param>
    /// <returns>[batch, outputs].</returns>
    public Tensor Apply(Tensor x, ForwardPass pass)
    {
        var hidden = first.Apply(x);
        foreach (var (inner, outer) in blocks)
        {
            hidden += outer.Apply(Bent(inner.Apply(Bent(hidden))));
        }

        return last.Apply(Bent(hidden)); // [batch, outputs]

        Tensor Bent(Tensor values) => dropout.Apply(values.Relu(), pass);
    }
}
