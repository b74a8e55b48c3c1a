namespace Likeness.Bench.Toys;

/// <summary>What a flow learned of a dataset whose density is known.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Flow">The flow's name and setting.</param>
/// <param name="Entropy">The smallest NLL there can be, in nats.</param>
/// <param name="Nll">The mean NLL on fresh rows, in nats.</param>
/// <param name="Excess">The mean of log p − log q on these rows, an estimate of KL(p ‖ q) in nats.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Seconds">The training's wall time.</param>
/// <param name="Density">q at the pixels of a picture, row by row from the top; of the truth, p.</param>
internal sealed record ToyResult(
    string Dataset,
    string Flow,
    double Entropy,
    double Nll,
    double Excess,
    double Error,
    double Seconds,
    double[] Density
);
