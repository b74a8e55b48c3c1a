using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Models.Adversarial;

/// <summary>
/// A loss as it is after some steps of gradient descent on another loss: θᵏ⁺¹ = θᵏ − η ∇f(θᵏ). Its gradient flows through the steps. Metz et al.
/// 2017, arXiv:1611.02163, eq. 7 to 9.
/// </summary>
internal static class Unrolling
{
    /// <summary>The loss with θᴷ in place of θ.</summary>
    /// <param name="loss">A function of θ.</param>
    /// <param name="descended">f(θ): one element.</param>
    /// <param name="parameters">θ.</param>
    /// <param name="steps">K; 0 returns the loss.</param>
    /// <param name="rate">η.</param>
    public static Tensor After(
        Tensor loss,
        Tensor descended,
        IReadOnlyList<Parameter> parameters,
        int steps,
        double rate
    )
    {
        if (steps == 0)
        {
            return loss;
        }

        Tensor[] start = [.. parameters.Select(parameter => parameter.Tensor)];
        Tensor[] slopes = Gradient.Compute(descended, start);
        Tensor[] current = start;
        for (int k = 0; k < steps; k++)
        {
            Tensor[] slope = Substitution.Apply(slopes, start, current);
            current = [.. current.Zip(slope, (value, by) => value - (by * (float)rate))];
        }

        return Substitution.Apply([loss], start, current)[0];
    }
}
