using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Models.Adversarial;

/// <summary>
/// Hamiltonian Monte Carlo: Neal 2011, arXiv:1206.1901, fig. 2. Each row is a chain of its own. A transition leaves exp(−U(z)) invariant.
/// </summary>
/// <param name="energy">U, in nats: from [rows, n] to [rows, 1].</param>
/// <param name="leapfrogSteps">Leapfrog steps of a transition.</param>
internal sealed class HamiltonianMonteCarlo(Func<Tensor, Tensor> energy, int leapfrogSteps)
{
    /// <summary>One transition.</summary>
    /// <param name="z">The state: [rows, n].</param>
    /// <param name="momentum">Standard normal: [rows, n].</param>
    /// <param name="uniform">Uniform on [0, 1): [rows, 1].</param>
    /// <param name="step">ε, the leapfrog step: one number.</param>
    /// <returns>The next state, and 1 where the proposal was accepted, else 0: [rows, 1].</returns>
    public (Tensor State, Tensor Accepted) Next(Tensor z, Tensor momentum, Tensor uniform, Tensor step)
    {
        var half = step * 0.5f;
        var (end, last) = Leapfrog(z, momentum - (half * Slope(z)), step);
        var proposedMomentum = last + (half * Slope(end)); // its last step was a whole one
        var gain = Total(z, momentum) - Total(end, proposedMomentum);
        // A proposal of infinite or undefined energy is rejected.
        var accepted = gain.GreaterThan(uniform.Log());
        return (accepted.BroadcastTo(z.Shape).Where(end, z), accepted);
    }

    private (Tensor State, Tensor Momentum) Leapfrog(Tensor z, Tensor momentum, Tensor step)
    {
        var states = Tensor.Loop(
            leapfrogSteps,
            [z, momentum],
            (_, state) =>
            {
                var next = state[0] + (step * state[1]);
                return [next, state[1] - (step * Slope(next))];
            }
        );
        return (states[0], states[1]);
    }

    private Tensor Slope(Tensor z)
    {
        var here = z.Detached(); // a state may come from a loop, through which no gradient flows
        return Gradient.Compute(energy(here).Sum(), here)[0];
    }

    private Tensor Total(Tensor z, Tensor momentum) =>
        energy(z) + (momentum.Square().Sum([1], keepDimensions: true) * 0.5f);
}
