namespace Likeness.Bench.Toys;

/// <summary>The result of a flow on a dataset with a known density.</summary>
/// <param name="Dataset">Its name.</param>
/// <param name="Flow">The flow's name and setting.</param>
/// <param name="Entropy">The entropy, which is the smallest possible NLL, in nats.</param>
/// <param name="Nll">The mean NLL on new rows, in nats.</param>
/// <param name="Excess">The mean of log p − log q on these rows, an estimate of KL(p ‖ q) in nats.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Seconds">The training time in seconds.</param>
/// <param name="Density">q at the pixels of a figure, row by row from the top; for the truth, p.</param>
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
