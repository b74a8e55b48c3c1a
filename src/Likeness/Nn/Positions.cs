using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// A learned vector for each position of a sequence, a table [positions, width] named <c>weight</c>, with normal initialisation.
/// </summary>
public sealed class LearnedPositions
{
    /// <summary>Creates the table.</summary>
    /// <param name="scope">The scope of the parameters.</param>
    /// <param name="positions">The maximum number of positions of a sequence.</param>
    /// <param name="width">The number of features of a vector.</param>
    /// <param name="deviation">The standard deviation of the initial values; 1 in PyTorch's nn.Embedding, 0.02 in GPT-2.</param>
    public LearnedPositions(ParameterScope scope, int positions, int width, double deviation = 1) =>
        Weight = scope.Normal("weight", [positions, width], deviation);

    /// <summary>The table: [positions, width].</summary>
    public Parameter Weight { get; }

    /// <summary>Adds the position vectors to a sequence.</summary>
    /// <param name="x">[batch, positions, width].</param>
    /// <exception cref="ShapeException">There are more positions than vectors, or The width of x differs.</exception>
    public Tensor Apply(Tensor x)
    {
        LayerShapes.RequireSequence("positions", x, Weight.Shape[1]);
        return x + Weight.Tensor.Slice(0, 0, x.Shape[1]);
    }

    /// <summary>Adds the vector of the next position of sequences.</summary>
    /// <param name="x">[batch, width].</param>
    /// <param name="state">The decoding state, which holds the position.</param>
    /// <returns>[batch, width]; NaN at a position without a vector.</returns>
    /// <exception cref="ShapeException">The width of x differs.</exception>
    public Tensor Step(Tensor x, DecodingState state)
    {
        LayerShapes.RequireRows("positions", x, Weight.Shape[1]);
        return x + Weight.Tensor.Gather(state.Position);
    }
}

/// <summary>Fixed sinusoidal position encodings.</summary>
public static class SinusoidalPositions
{
    /// <summary>sin(p / 10000^(2i/width)) and the cosine in turn, i = 0 …: Vaswani et al. 2017, arXiv:1706.03762, §3.5.</summary>
    /// <param name="positions">The number of positions.</param>
    /// <param name="width">The number of features of each.</param>
    /// <returns>[positions, width].</returns>
    public static Tensor Compute(int positions, int width)
    {
        var values = new float[positions * width];
        for (int i = 0; i < values.Length; i++)
        {
            (int position, int feature) = Math.DivRem(i, width);
            double angle = position / Math.Pow(10_000, (feature - (feature % 2)) / (double)width);
            values[i] = (float)(feature % 2 == 0 ? Math.Sin(angle) : Math.Cos(angle));
        }

        return Tensor.Constant([positions, width], values);
    }
}
