using System.Globalization;
using System.Text;
using Likeness.Data;
using Likeness.Figures.Charts;

namespace Likeness.Bench.Toys;

/// <summary>docs/toys.md and its picture.</summary>
internal static class ToyPage
{
    private const double Close = 0.05;

    /// <summary>Writes both.</summary>
    /// <param name="folder">The folder of the documentation.</param>
    /// <param name="results">Of each dataset the truth, and then each flow, in the same order.</param>
    /// <param name="epochs">How long each flow learned.</param>
    public static void Write(string folder, IReadOnlyList<ToyResult> results, int epochs)
    {
        string[] datasets = [.. results.Select(result => result.Dataset).Distinct()];
        string[] flows = [.. results.Select(result => result.Flow).Distinct()];
        ToyResult Of(int row, int column) =>
            results.Single(result => result.Dataset == datasets[row] && result.Flow == flows[column]);
        Figures.Figure figure = DensityPanels.Draw(
            "toys",
            "Densities of the plane: the truth, and what flows learned",
            datasets,
            flows,
            TwoDimensionalView.Pixels,
            (row, column) => Of(row, column).Density
        );
        AtomicFile.Write(
            Path.Combine(folder, "toys.svg"),
            stream => stream.Write(Encoding.UTF8.GetBytes(figure.ToStandaloneSvg()))
        );
        var page = new StringBuilder(
            $"""
            # Flows on densities that are known

            Each flow learns from 20,000 rows of a dataset of the plane (a tenth of them choose the epoch) for {epochs} epochs in batches of
            256 at a step size of 0.003, without dropout, `nsf` with 6 layers of 16 bins and `realnvp` with 64 hidden units, otherwise with its
            default options; it is scored on 20,000 fresh rows. No NLL can be below the entropy but by sampling error; what it is above is the
            Kullback–Leibler divergence of the model from the truth. That is estimated by the mean of log p − log q over the fresh rows, with
            its standard error; **bold** is within {Close.ToString(
                CultureInfo.InvariantCulture
            )} nats. Affine maps, as of `maf`, leave threads
            between parts that lie apart and cannot follow sharp rings; splines can.
            This page is written by

                dotnet run -c Release --project bench/Likeness.Bench -- toys

            `--flows maf,iaf,realnvp,glow,nice` shows others, `--datasets` other densities.

            ![The true density and what each flow learned]({"toys.svg"})

            ## Nats above the entropy


            """
        );
        page.AppendLine($"| dataset | entropy | {string.Join(" | ", flows.Skip(1))} |");
        page.AppendLine($"| --- | --- |{string.Concat(flows.Skip(1).Select(_ => " --- |"))}");
        for (int row = 0; row < datasets.Length; row++)
        {
            page.Append(CultureInfo.InvariantCulture, $"| `{datasets[row]}` | {Of(row, 0).Entropy:0.0000} |");
            for (int column = 1; column < flows.Length; column++)
            {
                ToyResult result = Of(row, column);
                string value = string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.Excess:0.000} ± {result.Error:0.000}"
                );
                page.Append(result.Excess <= Close ? $" **{value}** |" : $" {value} |");
            }

            page.AppendLine();
        }

        page.AppendLine().AppendLine("## NLL on the fresh rows, nats").AppendLine();
        page.AppendLine($"| dataset | entropy | {string.Join(" | ", flows.Skip(1))} |");
        page.AppendLine($"| --- | --- |{string.Concat(flows.Skip(1).Select(_ => " --- |"))}");
        for (int row = 0; row < datasets.Length; row++)
        {
            string[] cells =
            [
                .. Enumerable
                    .Range(1, flows.Length - 1)
                    .Select(column => Of(row, column).Nll.ToString("0.0000", CultureInfo.InvariantCulture)),
            ];
            page.Append(CultureInfo.InvariantCulture, $"| `{datasets[row]}` | {Of(row, 0).Entropy:0.0000} |");
            page.AppendLine($" {string.Join(" | ", cells)} |");
        }

        AtomicFile.Write(
            Path.Combine(folder, "toys.md"),
            stream => stream.Write(Encoding.UTF8.GetBytes(page.ToString()))
        );
    }
}
