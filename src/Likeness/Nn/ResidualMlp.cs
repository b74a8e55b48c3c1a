using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A residual network: a linear layer, blocks h + W₂·f(W₁·f(h)), and a linear layer of f(h), where f is a ReLU with dropout. He et
/// al. 2016, arXiv:1603.05027, as used by Durkan et al. 2019, arXiv:1906.04032, whose dropout is between W₁ and W₂ alone. Layers
/// are named <c>initial_layer</c>, <c>blocks.0.linear_layers.0</c>, …, <c>final_layer</c>.
/// </summary>
public sealed class ResidualMlp
{
    private readonly Linear first;
    private readonly (Linear Inner, Linear Outer)[] blocks;
    private readonly Linear last;
    private readonly Dropout dropout;

    /// <summary>Creates the layers.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="inputs">Input features; at least 1.</param>
    /// <param name="hidden">Features of the hidden layers.</param>
    /// <param name="blocks">The number of blocks; at least 0.</param>
    /// <param name="outputs">Output features.</param>
    /// <param name="dropout">The dropout probability after each ReLU.</param>
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
    /// <param name="pass">Training or evaluation mode, for the dropout.</param>
    /// <returns>[batch, outputs].</returns>
    public Tensor Apply(Tensor x, ForwardPass pass)
    {
        var hidden = first.Apply(x);
        foreach (var (inner, outer) in blocks)
        {
            hidden += outer.Apply(Activated(inner.Apply(Activated(hidden))));
        }

        return last.Apply(Activated(hidden)); // [batch, outputs]

        Tensor Activated(Tensor values) => dropout.Apply(values.Relu(), pass);
    }
}
