namespace Likeness.Models;

/// <summary>The optimiser.</summary>
public enum OptimiserKind
{
    /// <summary>Adam. Kingma and Ba 2015, arXiv:1412.6980.</summary>
    Adam,

    /// <summary>Adam with decoupled weight decay. Loshchilov and Hutter 2019, arXiv:1711.05101.</summary>
    Adamw,

    /// <summary>Gradient descent, with momentum where it is not 0.</summary>
    Sgd,

    /// <summary>RMSprop. Tieleman and Hinton 2012.</summary>
    Rmsprop,

    /// <summary>Lion. Chen et al. 2023, arXiv:2302.06675.</summary>
    Lion,
}
