using System.Globalization;
using System.Text;

namespace Likeness.Figures.Svg;

/// <summary>Collects the elements of one drawing. Coordinates are pixels from the top left; looks come from the classes of figure.css.</summary>
/// <param name="width">Pixels across.</param>
/// <param name="height">Pixels down.</param>
internal sealed class SvgCanvas(double width, double height)
{
    // Beyond any drawing; NaN fails the comparison too.
    private const double FarOut = 1e5;

    private readonly StringBuilder body = new();

    /// <summary>Pixels across.</summary>
    public double Width => width;

    /// <summary>Pixels down.</summary>
    public double Height => height;

    /// <summary>A straight line.</summary>
    public void Line(double x1, double y1, double x2, double y2, string look) =>
        body.Append($"<line class=\"{look}\" x1=\"{N(x1)}\" y1=\"{N(y1)}\" x2=\"{N(x2)}\" y2=\"{N(y2)}\"/>\n");

    /// <summary>An upright rectangle.</summary>
    public void Rectangle(double x, double y, double w, double h, string look, double round = 0) =>
        body.Append(
            $"<rect class=\"{look}\" x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\"{(round > 0 ? $" rx=\"{N(round)}\"" : "")}/>\n"
        );

    /// <summary>A filled dot.</summary>
    public void Dot(double x, double y, double radius, string look) =>
        body.Append($"<circle class=\"{look}\" cx=\"{N(x)}\" cy=\"{N(y)}\" r=\"{N(radius)}\"/>\n");

    /// <summary>A line through points; a point that is no number breaks it.</summary>
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

    /// <summary>Dots of one look, written as one path of round-capped strokes of no length: small even for thousands.</summary>
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

    /// <summary>A path in SVG's own notation.</summary>
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

    /// <summary>Draws what <paramref name="draw"/> draws, cut off outside a rectangle.</summary>
    public void Clipped(double x, double y, double w, double h, Action draw)
    {
        // A nested <svg> clips to its own box and, unlike clipPath, needs no identifier unique to the page.
        body.Append(
            $"<svg x=\"{N(x)}\" y=\"{N(y)}\" width=\"{N(w)}\" height=\"{N(h)}\" viewBox=\"{N(x)} {N(y)} {N(w)} {N(h)}\">\n"
        );
        draw();
        body.Append("</svg>\n");
    }

    /// <summary>The finished drawing.</summary>
    /// <param name="name">Lower-case words joined by hyphens: the file's name without ending.</param>
    /// <param name="title">What one sees, as a short heading.</param>
    /// <param name="description">What the drawing shows, for those who cannot see it.</param>
    /// <param name="caption">How to read the drawing; may be empty.</param>
    public Figure Finish(string name, string title, string description, string caption = "") =>
        new(name, title, description, (int)Math.Ceiling(width), (int)Math.Ceiling(height), body.ToString())
        {
            Caption = caption,
        };

    /// <summary>A number as SVG writes it: at most two decimals.</summary>
    public static string N(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Coarse(double value) =>
        (Math.Round(value, 1) + 0.0).ToString("0.#", CultureInfo.InvariantCulture);
}
