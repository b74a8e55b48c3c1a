using Likeness.Compute.Graph;

namespace Likeness.Models.Diffusion;

/// <summary>
/// The word of an edit, which is the class of a row, and the picture before the edit as the condition of a network. InstructPix2Pix, Brooks et al. 2022,
/// arXiv:2211.09800, §3.2.1: in training, 5 % of the examples have no word, 5 % no picture and 5 % neither, so that one network learns F(∅, ∅),
/// F(picture, ∅) and F(picture, word). An edited picture follows F(∅, ∅) + s_I (F(picture, ∅) − F(∅, ∅)) + s_T (F(picture, word) − F(picture, ∅)) (eq. 3).
/// No picture is one of zeros, as in the paper. Samples without a picture are guided towards the word alone.
/// </summary>
/// <param name="space">A row is an image, the picture before the edit, and the word.</param>
/// <param name="network">The network.</param>
/// <param name="scale">s_T.</param>
/// <param name="pictureScale">s_I.</param>
internal sealed class EditGuidance(ModelSpace space, ConditionedNetwork network, double scale, double pictureScale)
    : PictureGuidance(space, network, dropout: 0, scale)
{
    private const float DroppedEach = 0.05f;
    private const ulong DropStream = 1UL << 34;

    private readonly ConditionedNetwork network = network;
    private readonly double scale = scale;

    public override Tensor? Dropped(Tensor rows)
    {
        int batch = rows.Shape[0];
        return Dropped(rows, Tensor.RandomUniform([batch, 1], DropStream));
    }

    /// <summary>The conditions of rows in training.</summary>
    /// <param name="rows">[batch, Dimensions].</param>
    /// <param name="u">Uniform on [0, 1): the word is dropped below 0.1, the picture from 0.05 to 0.15: [batch, 1].</param>
    internal Tensor Dropped(Tensor rows, Tensor u)
    {
        int batch = rows.Shape[0];
        var before = Before(rows);
        var word = ClassesOf(rows)!.Reshape([batch, 1]);
        var none = Tensor.Constant([batch, 1], 0);
        var one = Tensor.Constant([batch, 1], 1);
        var isShown = u.LessThan(DroppedEach).Where(one, u.LessThan(3 * DroppedEach).Where(none, one));
        word = u.LessThan(2 * DroppedEach).Where(None(batch).Reshape([batch, 1]), word);
        return Tensor.Concatenate(1, word, before * isShown);
    }

    /// <summary>Without a picture, that part of a row is zeros.</summary>
    public override Tensor Rows(Tensor values, Tensor? of) =>
        base.Rows(Tensor.Concatenate(1, values, Tensor.Constant(values.Shape, 0)), of);

    public override Func<Tensor, Tensor, Tensor> Under(Tensor? of, Tensor pictures)
    {
        int batch = pictures.Shape[0];
        var nothing = Join(None(batch), Tensor.Constant(pictures.Shape, 0));
        var picture = Join(None(batch), pictures);
        var whole = Join(of ?? None(batch), pictures);
        return (x, time) =>
        {
            var edited = network(x, time, whole);
            if (scale == 1 && pictureScale == 1)
            {
                return edited;
            }

            var kept = network(x, time, picture);
            var start = kept;
            if (pictureScale != 1)
            {
                var free = network(x, time, nothing);
                start = free + ((float)pictureScale * (kept - free));
            }

            return start + ((float)scale * (edited - kept));
        };
    }

    private Tensor Before(Tensor rows) => rows.Slice(1, Width, Width);
}
