using Likeness.Compute.Gradients;
using Likeness.Compute.Graph;

namespace Likeness.Models.Adversarial;

/// <summary>The losses of discriminator D and generator G, whatever their networks are.</summary>
internal abstract class AdversarialLoss
{
    private const float MinSquare = 1e-12f;

    /// <summary>Whether a constant added to D changes the loss; if not, D has no output bias.</summary>
    public virtual bool HasZero => true;

    /// <summary>Whether a score determines the density ratio of the data to the generated rows, so that <see cref="LogRatio"/> may be called.</summary>
    public virtual bool GivesRatio => false;

    /// <summary>log p_data(x)/p_generated(x) if the score is that of the optimal discriminator.</summary>
    /// <param name="score">D(x): any shape.</param>
    /// <returns>The same shape, in nats.</returns>
    /// <exception cref="NotSupportedException">The loss does not determine the ratio.</exception>
    public virtual Tensor LogRatio(Tensor score) => throw new NotSupportedException();

    /// <summary>
    /// The prior loss of a generated row in a latent search, from its score: Yeh et al. 2017, arXiv:1607.07539, eq. 6: log(1 − σ(D)) where the score is a logit, else −D.
    /// </summary>
    /// <param name="score">D(G(z)): any shape.</param>
    /// <returns>The same shape.</returns>
    public virtual Tensor LogRejection(Tensor score) => -score;

    /// <summary>The loss of the discriminator.</summary>
    /// <param name="real">D(x): [batch, …].</param>
    /// <param name="generated">D(G(z)): [batch, …].</param>
    /// <returns>One element.</returns>
    public abstract Tensor Discriminator(Tensor real, Tensor generated);

    /// <summary>The loss of the generator.</summary>
    /// <param name="generated">D(G(z)): [batch, …].</param>
    /// <returns>One element.</returns>
    public abstract Tensor Generator(Tensor generated);

    /// <summary>A penalty added to the loss of the discriminator; 0 by default.</summary>
    /// <param name="scores">D: from [batch, d] to [batch, 1].</param>
    /// <param name="rows">x: [batch, d].</param>
    /// <param name="generated">G(z): [batch, d].</param>
    /// <param name="fraction">Uniform on [0, 1): [batch, 1].</param>
    /// <returns>One element.</returns>
    public virtual Tensor Penalty(Func<Tensor, Tensor> scores, Tensor rows, Tensor generated, Tensor fraction) => 0;

    /// <summary>‖∇D‖² at each row.</summary>
    /// <param name="scores">D: from [batch, d] to [batch, 1].</param>
    /// <param name="rows">[batch, d].</param>
    /// <returns>[batch].</returns>
    public static Tensor SquaredGradient(Func<Tensor, Tensor> scores, Tensor rows) =>
        Gradient.Compute(scores(rows).Sum(), rows)[0].Square().Sum([1]) + MinSquare;
}
