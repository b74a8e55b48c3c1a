using System.Globalization;
using System.Text;

namespace Likeness.Figures.Svg;

/// <summary>Collects the elements of one chart. Coordinates are pixels from the top left; styles come from the classes of figure.css.</summary>
/// <param name="width">Width in pixels.</param>
/// <param name="height">Height in pixels.</param>
internal sealed class SvgCanvas(double width, double height)
{
    // Beyond any chart; NaN fails the comparison too.
    private const double FarOut = 1e5;

    private readonly StringBuilder body = new();

    /// <summary>Width in pixels.</summary>
    public double Width => width;

    /// <summary>Height in pixels.</summary>
    public double Height => height;

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string look) =>
        body.Append($"<line class=\"{look}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>\n");

    /// <summary>A rectangle.</summary>
    public void Rectangle(double x, double y, double w, double h, string look, double round = 0) =>
        body.Append(
            $"<rect class=\"{look}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\"{(round > 0 ? $" rx=\"{N(round)}\"" : "")}/>\n"
        );

    /// <summary>A filled dot.</summary>
    public void Dot(double x, double y, double radius, string look) =>
        body.Append($"<circle class=\"{look}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"/>\n");

    /// <summary>A polyline; NaN points break it.</summary>
    public void Curve(IEnumerable<(double X, double Y)> points, string look)
    {
        var path = new StringBuilder();
        bool open = false;
        foreach (var (x, y) in points)
        {
            if (!(Math.Abs(x) < FarOut && Math.Abs(y) < FarOut))
            {
                open = false;
                continue;
            }

            path.Append(open ? 'L' : 'M').Append(N(x)).Append(' ').Append(N(y));
            open = true;
        }

        Path(path.ToString(), look);
    }

    /// <summary>Dots of one style, written as one path of round-capped strokes of zero length: compact even for thousands.</summary>
    public void Cloud(IEnumerable<(double X, double Y)> points, string look)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points)
        {
            if (Math.Abs(x) < FarOut && Math.Abs(y) < FarOut)
            {
                path.Append('M').Append(Coarse(x)).Append(' ').Append(Coarse(y)).Append("h0");
            }
        }

        Path(path.ToString(), look);
    }

    /// <summary>A path in SVG syntax.</summary>
    public void Path(string data, string look)
    {
        if (data.Length > 0)
        {
            body.Append($"<path class=\"{look}\" d=\"{data}\"/>\n");
        }
    }

    /// <summary>A line of text; <paramref name="anchor"/> is start, middle or end, <paramref name="transposed"/> reads upwards.</summary>
    public void Text(double x, double y, string text, string look, string anchor = "start", bool transposed = false)
    {
        string turn = transposed ? $" transform=\"rotate(-90 {N(x)} {N(y)})\"" : "";
        string place = anchor == "start" ? "" : $" text-anchor=\"{anchor}\"";
        body.Append($"<text class=\"{look}\" x=\"{N(x)}\" y=\"{N(y)}\"{place}{turn}>{Markup.Escape(text)}</text>\n");
    }

    /// <summary>A PNG picture stretched over a rectangle.</summary>
    public void Image(double x, double y, double w, double h, byte[] png) =>
        body.Append(
            $"<image x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\" preserveAspectRatio=\"none\" href=\"data:image/png;base64,{Convert.ToBase64String(png)}\"/>\n"
        );

    /// <summary>Draws what <paramref name="draw"/> draws, clipped to a rectangle.</summary>
    public void Clipped(double x, double y, double w, double h, Action draw)
    {
        // A nested <svg> clips to its own box and, unlike clipPath, needs no identifier unique to the page.
        body.Append(
            $"<svg x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\" viewBox=\"{N(x)} {N(y)} {N(w)} {N(h)}\">\n"
        );
        draw();
        body.Append("</svg>\n");
    }

    /// <summary>The finished chart.</summary>
    /// <param name="name">Lower-case words joined by hyphens: the file name without extension.</param>
    /// <param name="title">A short heading.</param>
    /// <param name="description">A text description of the chart, for screen readers.</param>
    /// <param name="caption">How to read the chart; may be empty.</param>
    public Figure Finish(string name, string title, string description, string caption = "") =>
        new(name, title, description, (int)Math.Ceiling(width), (int)Math.Ceiling(height), body.ToString())
        {
            Caption = caption,
        };

    /// <summary>A number in SVG syntax: at most two decimals.</summary>
    public static string N(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Coarse(double value) =>
        (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);
}
