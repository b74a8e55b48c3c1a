using Likeness.Compute.Graph;

namespace Likeness.Nn;

/// <summary>
/// In training, sets each number to zero with probability p and divides the others by 1 − p; in evaluation the identity. Srivastava
/// et al. 2014, scaled during training as in PyTorch.
/// </summary>
public sealed class Dropout
{
    /// <summary>Creates the layer.</summary>
    /// <param name="probability">p, in [0, 1).</param>
    /// <exception cref="ArgumentOutOfRangeException">p is not in [0, 1).</exception>
    public Dropout(double probability)
    {
        if (!(probability >= 0 && probability < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "It must be in [0, 1).");
        }

        Probability = probability;
    }

    /// <summary>p.</summary>
    public double Probability { get; }

    /// <summary>Applies the layer.</summary>
    /// <param name="x">Any shape.</param>
    /// <param name="pass">Training or evaluation mode.</param>
    public Tensor Apply(Tensor x, ForwardPass pass)
    {
        if (!pass.IsTraining || Probability == 0)
        {
            return x;
        }

        var kept = pass.Uniform(x.Shape).GreaterThan((float)Probability);
        return x * (kept * (float)(1 / (1 - Probability)));
    }
}
