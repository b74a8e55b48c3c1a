namespace Likeness.Models;

/// <summary>
/// A model that learns a posterior distribution of the latent vectors, q(z | x), which can collapse to the prior: training then reports it by the number
/// of active units (Burda, Grosse and Salakhutdinov 2016, arXiv:1509.00519, §5.2).
/// </summary>
public interface IPosteriorModel : ILatentModel
{
    /// <summary>What to try after a collapse: options of <c>likeness train</c>, or what to change in the model.</summary>
    string CollapseRemedy { get; }
}
